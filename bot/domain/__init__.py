"""The words of the project as frozen data: no input, no output, no clock."""
