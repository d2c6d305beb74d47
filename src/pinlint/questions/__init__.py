"""What rules ask of a workspace: one module for each question, none of which says what is wrong."""
