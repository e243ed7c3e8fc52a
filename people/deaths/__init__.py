"""That somebody has died: reported with its source, confirmed by a second person, taken back when it was a mistake."""
