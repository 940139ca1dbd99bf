"""Faults on purpose: kills, full disks, lost connections and second runs, and what comes after.

Everything happens in a folder of its own: hospitals, warehouses and a private server.
"""
