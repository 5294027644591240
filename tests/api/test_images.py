"""Pictures: what is taken, what it becomes, and what is refused with nothing left behind."""

import io
import random
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from image_files import (
    BLUE,
    RED,
    SVG,
    animation,
    avif_claiming_less,
    camera_jpeg,
    close_to,
    encoded,
    files_below,
    jpeg_with_passes,
    png,
    png_claiming,
    polyglot,
    two_tone,
    webp_claiming,
)
from PIL import Image, ImageChops, ImageCms, ImageFile, WebPImagePlugin

from api.catalog.images import store
from api.catalog.images.storage import MediaStorage
from api.catalog.images.store import StoredImage, store_image
from api.core.errors import FieldRefused, StorageFailed

KINDS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")


def opened(media: Path, name: str) -> Image.Image:
    with Image.open(media / name) as picture:
        assert picture.format == "WEBP"
        picture.load()
    return picture


def refusal(data: bytes) -> str:
    with pytest.raises(FieldRefused) as refused:
        store_image(ContentFile(data))
    assert refused.value.field == "image"
    return refused.value.detail


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_webp_with_a_thumbnail(media, kind):
    stored = store_image(ContentFile(encoded(two_tone(2000, 1000), kind)))

    picture, thumbnail = opened(media, stored.image), opened(media, stored.thumbnail)
    assert (picture.size, thumbnail.size) == ((1600, 800), (160, 80))
    assert close_to(picture.getpixel((100, 400)), RED)
    assert close_to(picture.getpixel((1500, 400)), BLUE)
    assert files_below(media) == sorted(Path(name).name for name in (stored.image, stored.thumbnail))


def test_names_are_random_and_belong_together(media):
    first, second = (store_image(ContentFile(png(), name="../../secret plan.png")) for _ in range(2))

    assert first.image != second.image
    stem = first.image.removeprefix("products/").removesuffix(".webp")
    assert len(stem) == 32
    assert int(stem, 16)
    assert first.thumbnail == f"products/{stem}_t.webp"


def test_small_pictures_are_not_blown_up(media):
    stored = store_image(ContentFile(png(12, 7)))

    assert opened(media, stored.image).size == (12, 7)
    assert opened(media, stored.thumbnail).size == (12, 7)


def test_a_sideways_photograph_is_turned_and_tells_nothing(media):
    stored = store_image(ContentFile(camera_jpeg()))

    for name in (stored.image, stored.thumbnail):
        picture = opened(media, name)
        width, height = picture.size
        assert width < height
        assert close_to(picture.getpixel((width // 2, 4)), RED)
        assert close_to(picture.getpixel((width // 2, height - 5)), BLUE)
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)
        content = (media / name).read_bytes()
        assert b"Ana Private" not in content
        assert b"taken at home" not in content


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "I;16", "CMYK"])
def test_a_large_picture_is_made_smaller_in_bands_that_nobody_sees(media, monkeypatch, mode):
    plain = Image.linear_gradient("L").resize((4801, 2503)).rotate(180)
    if mode == "I;16":
        plain = plain.convert("I").point(lambda value: value * 257).convert("I;16")
    elif mode == "LA":
        plain = Image.merge("LA", (plain, plain.transpose(Image.Transpose.FLIP_TOP_BOTTOM)))
    elif mode == "RGBA":
        plain = Image.merge("RGBA", (plain, plain, plain, plain))
    elif mode == "P":
        plain = plain.quantize(256)
    else:
        plain = plain.convert(mode)
    data = encoded(plain, "JPEG" if mode == "CMYK" else "PNG")

    in_bands = opened(media, store_image(ContentFile(data)).image)
    monkeypatch.setattr(store, "_REDUCING_GAP", 100)
    whole = opened(media, store_image(ContentFile(data)).image)

    assert in_bands.size == whole.size == (1600, 834)
    assert in_bands.mode == whole.mode
    for one, other in zip(in_bands.split(), whole.split(), strict=True):
        assert max(high for _, high in [ImageChops.difference(one, other).getextrema()]) <= 6


def test_a_large_sideways_photograph_is_turned(media):
    picture = two_tone(5000, 3000)
    exif = picture.getexif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", exif=exif)
    stored = opened(media, store_image(ContentFile(buffer.getvalue())).image)
    assert stored.size == (960, 1600)
    assert close_to(stored.getpixel((480, 10)), RED)
    assert close_to(stored.getpixel((480, 1590)), BLUE)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux says how much memory a process has")
def test_the_memory_of_a_large_picture_is_given_back(media):
    data = encoded(two_tone(6320, 6320, mode="RGBA"), "PNG")
    store_image(ContentFile(png()))
    before = resident_bytes()
    thread = threading.Thread(target=store_image, args=(ContentFile(data),))
    thread.start()
    thread.join()
    assert files_below(media)
    assert resident_bytes() < before + 60_000_000


def resident_bytes() -> int:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "AVIF"])
def test_transparency_is_kept(media, kind):
    picture = two_tone(mode="RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 30, 40))

    stored = opened(media, store_image(ContentFile(encoded(picture, kind))).image)

    assert stored.mode == "RGBA"
    assert stored.getpixel((5, 5))[3] == 0
    assert stored.getpixel((50, 5))[3] == 255


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16"])
def test_rare_png_modes_are_understood(media, mode):
    picture = Image.new("I;16", (20, 20), 128 * 256) if mode == "I;16" else two_tone().convert(mode)

    stored = opened(media, store_image(ContentFile(encoded(picture, "PNG"))).image)

    if mode == "I;16":
        assert close_to(stored.getpixel((5, 5)), (128, 128, 128))


def test_cmyk_and_colour_profiles_become_srgb(media):
    assert opened(media, store_image(ContentFile(encoded(two_tone().convert("CMYK"), "JPEG"))).image)

    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, lab, b"not a profile"):
        stored = opened(media, store_image(ContentFile(encoded(two_tone(), "PNG", icc_profile=profile))).image)
        assert "icc_profile" not in stored.info
        assert close_to(stored.getpixel((5, 5)), RED)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_becomes_its_first_frame(media, kind):
    stored = opened(media, store_image(ContentFile(animation(kind))).image)

    assert getattr(stored, "n_frames", 1) == 1
    assert close_to(stored.getpixel((15, 15)), RED)


def test_an_animated_avif_is_refused_with_the_reason(media):
    assert "Animated" in refusal(animation("AVIF"))
    assert files_below(media) == []


def test_what_hides_behind_a_picture_is_gone(media):
    stored = store_image(ContentFile(polyglot()))

    for name in (stored.image, stored.thumbnail):
        assert b"script" not in (media / name).read_bytes()


@pytest.mark.parametrize(
    "data",
    [
        b"just words, called photo.png",
        SVG,
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        encoded(two_tone(), "BMP"),
        encoded(two_tone(), "TIFF"),
        encoded(two_tone(), "ICO"),
    ],
    ids=["text", "svg", "pdf", "png signature", "bmp", "tiff", "ico"],
)
def test_other_files_are_refused(media, data):
    assert refusal(data) == "This file isn't a readable JPEG, PNG, WebP, GIF or AVIF picture."
    assert files_below(media) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [0.2, 0.6, 0.95])
def test_truncated_pictures_are_refused(media, kind, part):
    data = encoded(Image.effect_noise((200, 200), 80).convert("RGB"), kind)

    assert refusal(data[: int(len(data) * part)])
    assert files_below(media) == []


def test_an_empty_file_is_refused(media):
    assert refusal(b"") == "The file is empty."


def test_the_byte_limit_holds_and_is_named(media, settings):
    settings.IMAGE_MAX_BYTES = 1024 * 1024
    data = png()

    assert "at most 1 MB" in refusal(data + b"\0" * (1024 * 1024 + 1 - len(data)))
    assert store_image(ContentFile(data + b"\0" * (1024 * 1024 - len(data))))


@pytest.mark.parametrize(
    "data",
    [png_claiming(50_000, 50_000), webp_claiming(16_000, 16_000), png_claiming(8_000, 5_001)],
    ids=["png", "webp", "just over"],
)
def test_a_decompression_bomb_is_refused_before_it_is_decoded(media, monkeypatch, data):
    def decode(*args):
        raise AssertionError("memory was taken")

    monkeypatch.setattr(ImageFile.ImageFile, "load", decode)
    monkeypatch.setattr(WebPImagePlugin._webp, "WebPAnimDecoder", decode)

    assert "at most 40 megapixels" in refusal(data)
    assert files_below(media) == []


def test_an_avif_that_lies_about_its_size_is_refused(media, settings):
    data = avif_claiming_less(3000)
    assert store_image(ContentFile(data))

    settings.IMAGE_MAX_PIXELS = 2_900_000
    assert "megapixels" in refusal(data)


def test_a_jpeg_of_endless_passes_is_refused(media):
    assert store_image(ContentFile(jpeg_with_passes(5)))
    assert "passes" in refusal(jpeg_with_passes(200))
    assert "passes" in refusal(jpeg_with_passes(200)[:-2])  # the end mark left out


@pytest.mark.parametrize("where", ["behind the end", "in the metadata"])
def test_passes_are_counted_in_the_picture_alone(media, settings, where):
    settings.IMAGE_MAX_BYTES = 20 * 1024 * 1024
    data = camera_jpeg()
    if where == "behind the end":
        data += random.Random(1).randbytes(8 * 1024 * 1024)  # such as a film that belongs to the picture
    else:
        data = data[:2] + b"\xff\xef" + (60_000).to_bytes(2) + b"\xff\xda" * 29_999 + data[2:]
    assert data.count(b"\xff\xda") > 100

    assert opened(media, store_image(ContentFile(data)).image).size == (40, 60)


PHOTOS = {
    "baseline": encoded(Image.effect_noise((300, 200), 80).convert("RGB"), "JPEG", quality=90),
    "progressive": encoded(Image.effect_noise((300, 200), 80).convert("RGB"), "JPEG", progressive=True),
    "grey": encoded(Image.effect_noise((300, 200), 80), "JPEG"),
    "cmyk": encoded(Image.effect_noise((300, 200), 80).convert("CMYK"), "JPEG"),
    "restarts": encoded(Image.effect_noise((300, 200), 80).convert("RGB"), "JPEG", restart_marker_rows=2),
    "large": encoded(Image.effect_noise((3000, 2000), 80).convert("RGB"), "JPEG"),
}


@pytest.mark.parametrize("photo", PHOTOS)
def test_a_jpeg_that_lacks_the_end_mark_alone_is_taken(media, photo):
    whole, shorter = PHOTOS[photo], PHOTOS[photo][:-2]
    kept = [opened(media, store_image(ContentFile(data)).image).tobytes() for data in (whole, shorter)]
    assert kept[0] == kept[1]
    assert store_image(ContentFile(shorter + b"\xff"))  # cut in the middle of the mark
    assert store_image(ContentFile(shorter + b"\0" * 512))  # filled up by a file system


@pytest.mark.parametrize("photo", PHOTOS)
@pytest.mark.parametrize("part", [0.5, 0.9, 0.99])
def test_a_jpeg_that_lacks_more_is_refused(media, photo, part):
    data = PHOTOS[photo]
    assert "cut off" in refusal(data[: int(len(data) * part)])
    assert files_below(media) == []


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, about metadata it cannot read
@pytest.mark.parametrize("kind", KINDS)
def test_damage_anywhere_is_taken_or_refused_but_never_an_error(media, kind):
    chance = random.Random(7)
    whole = camera_jpeg() if kind == "JPEG" else encoded(two_tone(), kind)
    for _ in range(120):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(FieldRefused):
            store_image(ContentFile(bytes(data)))


@pytest.mark.parametrize("failing", ["_t.webp", ".webp"], ids=["thumbnail", "both"])
def test_a_full_disk_leaves_no_half_pair(media, monkeypatch, failing):
    whole_save = MediaStorage._save

    def disk_full(self, name, content):
        if name.endswith(failing):
            # As the real one: the file exists by the time that the disk is found to be full.
            whole_save(self, name, ContentFile(b"half"))
            raise OSError(28, "No space left on device")
        return whole_save(self, name, content)

    monkeypatch.setattr(MediaStorage, "_save", disk_full)

    with pytest.raises(StorageFailed) as failed:
        store_image(ContentFile(png()))

    assert failed.value.code == "storage_failed"
    assert files_below(media) == []


def test_an_unwritable_folder_is_a_storage_failure(media):
    media.write_bytes(b"a file stands where the folder should be")

    with pytest.raises(StorageFailed):
        store_image(ContentFile(png()))


def test_a_stored_picture_can_be_taken_back(media):
    stored = store_image(ContentFile(png()))
    assert len(files_below(media)) == 2

    stored.delete()
    stored.delete()

    assert files_below(media) == []


def test_taking_back_never_raises(media, monkeypatch, caplog):
    def broken(self, name):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.delete", broken)

    StoredImage("products/a.webp", "products/a_t.webp").delete()

    assert caplog.text.count("could not be removed") == 2


def test_the_upload_is_read_from_its_start(media):
    upload = ContentFile(png())
    upload.read(10)

    assert store_image(upload)


def test_reading_does_not_depend_on_the_name(media):
    upload = ContentFile(encoded(two_tone(), "GIF"), name="photo.png")

    assert opened(media, store_image(upload).image).size == (60, 40)


def test_a_stored_picture_can_be_stored_again(media):
    content = (media / store_image(ContentFile(png())).image).read_bytes()

    again = store_image(io.BytesIO(content))

    assert opened(media, again.image).size == (60, 40)
