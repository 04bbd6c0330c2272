"""Evidence beside the figures: notes of group interviews and answers on other factors, cited."""
