"""The landlord's Deal read from its folder of YAML files, checked by shape, and kept up to date.

What a Deal means is `housing.domain.deal`; what must hold for it is `housing.domain.lint`.
"""
