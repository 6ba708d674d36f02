"""Mutation testing by `make mutate`: would the tests notice if the code were slightly wrong?"""
