"""Products with values that a spreadsheet likes to mistake; saved-by-libreoffice.xlsx has the same."""

PRODUCTS = [
    {
        "sku": sku,
        "barcode": barcode,
        "name": name,
        "description": description,
        "category": "home",
        "price": price,
        "reorder_level": 5,
        "is_active": True,
        "quantity": 7,
    }
    for sku, barcode, name, description, price in (
        ("L-001", "0036000291452", "=1+1", "Two lines\nof text", "9.90"),
        ("0042", "4006381333931", "'=1+1", "", "1234.50"),
        ("22E1", None, "-5 °C", "1/2", "0.01"),
        ("1-2", None, "＝1", "+49 30 1234", "99999999.99"),
        ("TRUE", None, "München „Größe 3“ 漢字", "@import", "10.00"),
    )
]
