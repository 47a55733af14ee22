"""Small reusable widgets that know no word of the field."""
