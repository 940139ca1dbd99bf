"""The OLTP schema, declared once; DDL, Arrow schemas and checks derive from it."""
