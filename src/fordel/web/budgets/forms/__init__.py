"""What a person may write, before an action looks at it: a module for each subject."""
