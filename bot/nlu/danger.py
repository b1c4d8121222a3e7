from bot.nlu.facts import FactExtractor as DangerWatch
