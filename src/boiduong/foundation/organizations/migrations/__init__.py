"""Di trú của tổ chức — table changes in order."""
