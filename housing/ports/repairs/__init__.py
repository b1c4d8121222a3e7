"""What services need of orders, the diary, call-outs, visits and the landlord's own system."""
