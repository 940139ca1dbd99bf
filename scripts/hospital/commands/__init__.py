"""The subcommands of `hospital`, one module each; hospital.cli lists them."""
