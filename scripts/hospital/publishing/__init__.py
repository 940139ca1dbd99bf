"""Audit, then publish: a star is built and tested beside the live one and takes its place at once.

    <olap>_build, <olap>_build_staging   the working warehouse, which keeps the state of its loads
    <olap>                               what readers see
    <olap>_previous                      what they saw before, for `hospital rollback`

On a server `<olap>_next` takes the copies and `<olap>_replaced` what leaves; both go again.
"""
