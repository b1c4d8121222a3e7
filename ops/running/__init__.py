"""The parts of one service as processes: started, watched, waited for, and ended together."""
