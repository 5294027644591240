"""What the sample warehouse stocks: kinds of product, their colours, prices and words. Brands are invented."""

from typing import Final, NamedTuple

from .canvas import Colour, Drawing
from .drawings import clothing, electronics, home, leisure

COLOURS: Final[dict[str, Colour]] = {
    "Sage": (143, 174, 139),
    "Ink": (39, 54, 75),
    "Clay": (196, 112, 79),
    "Mustard": (224, 169, 58),
    "Sky": (127, 178, 220),
    "Rose": (217, 140, 148),
    "Forest": (47, 107, 79),
    "Coral": (240, 119, 95),
    "Teal": (43, 140, 140),
    "Plum": (109, 74, 124),
    "Sand": (217, 199, 165),
    "Graphite": (74, 80, 90),
    "Cobalt": (48, 92, 178),
    "Red": (204, 62, 56),
    "Chalk": (226, 226, 222),
}
OWNERS: Final = ("ana", "ben", "carla", "dmitri", "emi")
TITLE_STARTS: Final = (
    "The Quiet", "The Last", "A Short", "The Glass", "Our Second", "The Northern", "An Honest", "The Paper",
    "Twelve Days of", "The Long", "Beyond the", "The Unfinished", "A Year of", "Letters from the",
)  # fmt: skip
TITLE_ENDS: Final = (
    "Harbour", "Orchard", "Lighthouse", "Winter", "Cartographer", "Garden", "River", "Station", "Island",
    "Observatory", "Meadow", "Archive", "Coast", "Kitchen", "Valley", "Clockmaker",
)  # fmt: skip
AUTHORS: Final = (
    "M. Okafor", "Lena Brandt", "T. Castellanos", "Ines Duarte", "R. Halloran", "Yuki Tanabe", "P. Lindqvist",
    "Samira Haddad", "Jonas Keller", "A. Whitcombe",
)  # fmt: skip


class Kind(NamedTuple):
    """One kind of product. `name` is filled with brand, size, title and author."""

    code: str
    category: str
    drawing: Drawing
    name: str
    brands: tuple[str, ...]
    sizes: tuple[str, ...]
    price: tuple[float, float]
    colours: tuple[str, ...]
    about: tuple[str, ...]


_TECH: Final = ("Voltara", "Kestrel", "Lumen", "Pinewave", "Otto & Finch")
_HOUSE: Final = ("Hearthside", "Alder", "Maison Pell", "Northway", "Claro")
_WEAR: Final = ("Fieldmark", "Tern", "Halden", "Common Thread", "Loma")
_PRESS: Final = ("Marlow Press", "Blue Gate", "Fathom Books")
_SPORT: Final = ("Ridgeline", "Apex Form", "Strada", "Corvo", "Kinetic")
_PAPER: Final = ("Folio", "Quillby", "Packwell", "Merit")
_CUT: Final = ("XS", "S", "M", "L", "XL")

_ELECTRONICS: Final = (
    Kind(
        "CBL", "electronics", electronics.cable, "{brand} USB-C Cable {size}", _TECH,
        ("0.5 m", "1 m", "2 m", "3 m"), (6, 24), ("Sage", "Graphite", "Coral"),
        ("Braided USB-C to USB-C cable that charges at up to 100 W.", "Tested for 10,000 bends."),
    ),
    Kind(
        "HDP", "electronics", electronics.headphones, "{brand} Wireless Headphones {size}", _TECH,
        ("S2", "S3", "Pro"), (59, 229), ("Ink", "Sand", "Rose"),
        ("Over-ear headphones with noise cancelling and 40 hours of play.", "Folds flat; case included."),
    ),
    Kind(
        "KEY", "electronics", electronics.keyboard, "{brand} Mechanical Keyboard {size}", _TECH,
        ("60 %", "75 %", "Full"), (65, 169), ("Graphite", "Clay", "Sky"),
        ("Hot-swappable switches and double-shot keycaps.", "Connects by cable or to three devices by radio."),
    ),
    Kind(
        "MSE", "electronics", electronics.mouse, "{brand} Optical Mouse {size}", _TECH,
        ("M1", "M2", "Ergo"), (14, 79), ("Mustard", "Graphite", "Teal"),
        ("Quiet clicks and a sensor that works on glass.", "One battery lasts about a year."),
    ),
    Kind(
        "SPK", "electronics", electronics.speaker, "{brand} Bookshelf Speaker {size}", _TECH,
        ("40 W", "60 W", "80 W"), (49, 189), ("Sky", "Plum", "Sand"),
        ("Two-way speaker with a soft dome tweeter.", "Sold singly; link two for stereo."),
    ),
    Kind(
        "PWB", "electronics", electronics.power_bank, "{brand} Power Bank {size}", _TECH,
        ("5,000 mAh", "10,000 mAh", "20,000 mAh"), (19, 69), ("Rose", "Forest", "Ink"),
        ("Charges two devices at once.", "Four lights show what is left. Allowed in cabin baggage."),
    ),
    Kind(
        "MON", "electronics", electronics.monitor, "{brand} Monitor {size}", _TECH,
        ("24 in", "27 in", "32 in"), (129, 549), ("Forest", "Cobalt", "Plum"),
        ("Matte IPS panel, height adjustable, 99 % sRGB.", "One USB-C cable carries picture and power."),
    ),
    Kind(
        "CAM", "electronics", electronics.webcam, "{brand} Webcam {size}", _TECH,
        ("720p", "1080p", "4K"), (29, 139), ("Coral", "Graphite", "Chalk"),
        ("Sharp in poor light; two microphones.", "Privacy shutter and a clip for any screen."),
    ),
)  # fmt: skip

_HOME: Final = (
    Kind(
        "MUG", "home", home.mug, "{brand} Stoneware Mug {size}", _HOUSE,
        ("250 ml", "350 ml", "450 ml"), (8, 19), ("Teal", "Clay", "Sage"),
        ("Glazed by hand, so no two are quite alike.", "Safe in dishwasher and microwave."),
    ),
    Kind(
        "LMP", "home", home.lamp, "{brand} Desk Lamp {size}", _HOUSE,
        ("Mini", "Classic", "Tall"), (27, 95), ("Plum", "Mustard", "Forest"),
        ("Warm, dimmable light on a jointed arm.", "LED included; 9 W."),
    ),
    Kind(
        "POT", "home", home.plant_pot, "{brand} Planter {size}", _HOUSE,
        ("12 cm", "16 cm", "22 cm"), (9, 46), ("Sand", "Clay", "Ink"),
        ("Fired clay with a drainage hole and a saucer.", "Plant shown for scale."),
    ),
    Kind(
        "CSH", "home", home.cushion, "{brand} Linen Cushion {size}", _HOUSE,
        ("40 cm", "50 cm", "60 cm"), (15, 44), ("Rose", "Sky", "Mustard"),
        ("Washed linen cover with a hidden zip.", "Feather-free filling."),
    ),
    Kind(
        "PAN", "home", home.pan, "{brand} Frying Pan {size}", _HOUSE,
        ("20 cm", "24 cm", "28 cm"), (22, 79), ("Sage", "Graphite", "Coral"),
        ("Forged aluminium, ceramic coating, beech handle.", "For every hob, induction included."),
    ),
    Kind(
        "CND", "home", home.candle, "{brand} Scented Candle {size}", _HOUSE,
        ("120 g", "220 g", "400 g"), (9, 32), ("Ink", "Chalk", "Plum"),
        ("Soy wax with cedar and orange.", "Burns for about 40 hours."),
    ),
    Kind(
        "CLK", "home", home.clock, "{brand} Wall Clock {size}", _HOUSE,
        ("25 cm", "30 cm", "40 cm"), (19, 65), ("Clay", "Cobalt", "Graphite"),
        ("Silent movement behind glass.", "Runs on one AA cell."),
    ),
    Kind(
        "TWL", "home", home.towels, "{brand} Towel Set {size}", _HOUSE,
        ("3 pieces", "6 pieces"), (24, 69), ("Mustard", "Sky", "Sage"),
        ("Combed cotton, 550 g/m².", "Softer after the second wash."),
    ),
)  # fmt: skip

_CLOTHING: Final = (
    Kind(
        "TSH", "clothing", clothing.tshirt, "{brand} T-Shirt {size}", _WEAR,
        _CUT, (14, 35), ("Sky", "Coral", "Graphite"),
        ("Heavy organic cotton, cut straight.", "Pre-washed, so it keeps its size."),
    ),
    Kind(
        "HOD", "clothing", clothing.hoodie, "{brand} Hoodie {size}", _WEAR,
        _CUT, (35, 89), ("Rose", "Forest", "Ink"),
        ("Brushed inside, with a lined hood.", "Ribbed cuffs and a pocket that holds a phone."),
    ),
    Kind(
        "CAP", "clothing", clothing.cap, "{brand} Six-Panel Cap", _WEAR,
        (), (15, 34), ("Forest", "Red", "Sand"),
        ("Cotton twill with an adjustable strap.", "One size."),
    ),
    Kind(
        "SHO", "clothing", clothing.shoe, "{brand} Trainers EU {size}", _WEAR,
        ("37", "39", "41", "43", "45"), (49, 149), ("Coral", "Cobalt", "Graphite"),
        ("Knitted upper on a light foam sole.", "Half a size large: take the smaller one."),
    ),
    Kind(
        "SOX", "clothing", clothing.socks, "{brand} Wool Socks {size}", _WEAR,
        ("35-38", "39-42", "43-46"), (7, 19), ("Teal", "Mustard", "Plum"),
        ("Merino with a padded heel.", "One pair."),
    ),
    Kind(
        "BPK", "clothing", clothing.backpack, "{brand} Backpack {size}", _WEAR,
        ("16 l", "22 l", "28 l"), (39, 149), ("Plum", "Sage", "Ink"),
        ("Recycled canvas that sheds rain.", "Sleeve for a 15-inch laptop and two bottle pockets."),
    ),
)  # fmt: skip

_BOOKS: Final = (
    Kind(
        "NOV", "books", leisure.novel, "{title} by {author}", _PRESS,
        (), (9, 22), ("Clay", "Teal", "Plum"),
        ("A novel about leaving and coming back.", "Paperback, 288 pages, {brand}."),
    ),
    Kind(
        "TXT", "books", leisure.textbook, "{size} from the Ground Up by {author}", _PRESS,
        ("Statistics", "Databases", "Botany", "Acoustics", "Typography", "Optics"), (24, 68),
        ("Cobalt", "Red", "Forest"),
        ("With worked examples and answers to every second exercise.", "Hardcover, 416 pages, {brand}."),
    ),
    Kind(
        "COK", "books", leisure.cookbook, "The {size} Table by {author}", _PRESS,
        ("Weeknight", "Harvest", "Coastal", "Sunday", "Green"), (18, 39), ("Sage", "Coral", "Ink"),
        ("Ninety recipes with few ingredients.", "Hardcover with photographs, 240 pages, {brand}."),
    ),
)  # fmt: skip

_SPORTS: Final = (
    Kind(
        "MAT", "sports", leisure.yoga_mat, "{brand} Yoga Mat {size}", _SPORT,
        ("4 mm", "6 mm", "8 mm"), (19, 79), ("Ink", "Rose", "Teal"),
        ("Grips when dry and when wet.", "Natural rubber; straps included."),
    ),
    Kind(
        "BTL", "sports", leisure.bottle, "{brand} Steel Bottle {size}", _SPORT,
        ("500 ml", "750 ml", "1 l"), (14, 42), ("Clay", "Forest", "Sky"),
        ("Keeps drinks cold for a day and hot for half of one.", "Lid does not drip."),
    ),
    Kind(
        "DMB", "sports", leisure.dumbbell, "{brand} Dumbbell {size}", _SPORT,
        ("2 kg", "4 kg", "8 kg", "12 kg"), (12, 74), ("Mustard", "Graphite", "Red"),
        ("Cast iron under a coat that spares the floor.", "Sold singly."),
    ),
    Kind(
        "BLL", "sports", leisure.ball, "{brand} Basketball Size {size}", _SPORT,
        ("5", "6", "7"), (16, 49), ("Coral", "Cobalt", "Plum"),
        ("Composite leather for hall and yard.", "Delivered without air."),
    ),
    Kind(
        "RKT", "sports", leisure.racket, "{brand} Tennis Racket {size}", _SPORT,
        ("L1", "L2", "L3"), (49, 199), ("Red", "Teal", "Cobalt"),
        ("Graphite frame, 290 g, strung.", "Ball not included."),
    ),
    Kind(
        "HLM", "sports", leisure.helmet, "{brand} Bike Helmet {size}", _SPORT,
        ("S", "M", "L"), (34, 129), ("Forest", "Coral", "Sky"),
        ("In-mould shell with a dial at the back.", "Replace it after a fall."),
    ),
)  # fmt: skip

_OTHER: Final = (
    Kind(
        "NTB", "other", leisure.notebook, "{brand} Notebook {size}", _PAPER,
        ("A6 dotted", "A5 dotted", "A5 ruled", "A4 ruled"), (6, 21), ("Coral", "Ink", "Sage"),
        ("Thread-bound, lies flat, 160 pages.", "Paper that takes a fountain pen."),
    ),
    Kind(
        "GFT", "other", leisure.gift_box, "{brand} Gift Box {size}", _PAPER,
        ("small", "medium", "large"), (4, 15), ("Teal", "Red", "Plum"),
        ("Rigid board with ribbon.", "Delivered flat; folds in a minute."),
    ),
    Kind(
        "UMB", "other", leisure.umbrella, "{brand} Umbrella {size}", _PAPER,
        ("compact", "classic"), (16, 49), ("Plum", "Mustard", "Cobalt"),
        ("Eight ribs that give way to gusts and come back.", "Beech handle."),
    ),
    Kind(
        "TAP", "other", leisure.tape, "{brand} Packing Tape {size}", _PAPER,
        ("25 m", "50 m", "66 m"), (3, 12), ("Sand", "Clay"),
        ("Paper tape with natural glue; tears by hand.", "Goes into the paper bin."),
    ),
)  # fmt: skip

KINDS: Final = _ELECTRONICS + _HOME + _CLOTHING + _BOOKS + _SPORTS + _OTHER
# How often a product of a category turns up; the kinds of one category share it.
CATEGORY_WEIGHTS: Final = {
    "electronics": 26,
    "home": 24,
    "clothing": 19,
    "sports": 14,
    "books": 11,
    "other": 6,
}
