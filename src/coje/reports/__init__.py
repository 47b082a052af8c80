"""One appraisal told as a workbook and as a PDF."""
