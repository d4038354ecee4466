"""Handlers for the cases."""


def place(event, context):
    return {"placed": True}


def cancel(event, context):
    return {"placed": False}
