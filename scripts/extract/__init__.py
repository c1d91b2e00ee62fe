"""The extract check: a mix of files crosses a wire of its own and is captured."""
