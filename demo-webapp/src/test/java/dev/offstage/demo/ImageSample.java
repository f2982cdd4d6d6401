package dev.offstage.demo;

import static dev.offstage.demo.ImageFiles.exif;
import static dev.offstage.demo.ImageFiles.file;
import static dev.offstage.demo.ImageFiles.gifOn;
import static dev.offstage.demo.ImageFiles.jpegOf;
import static dev.offstage.demo.ImageFiles.onlyChunk;
import static dev.offstage.demo.ImageFiles.resource;
import static dev.offstage.demo.ImageFiles.uncompressedAlpha;
import static dev.offstage.demo.ImageFiles.webp;
import static dev.offstage.demo.ImageFiles.webpChunk;
import static dev.offstage.demo.ImageFiles.webpFrame;
import static dev.offstage.demo.ImageFiles.webpHeader;
import static dev.offstage.demo.ImageFiles.withChunk;
import static dev.offstage.demo.Pictures.BLUE;
import static dev.offstage.demo.Pictures.GRAY;
import static dev.offstage.demo.Pictures.GREEN;
import static dev.offstage.demo.Pictures.HEIGHT;
import static dev.offstage.demo.Pictures.NOTHING;
import static dev.offstage.demo.Pictures.RED;
import static dev.offstage.demo.Pictures.WHITE;
import static dev.offstage.demo.Pictures.WIDTH;
import static dev.offstage.demo.Pictures.YELLOW;
import static dev.offstage.demo.Pictures.gray;
import static dev.offstage.demo.Pictures.grayAlpha;
import static dev.offstage.demo.Pictures.opaque;
import static dev.offstage.demo.Pictures.palette;
import static dev.offstage.demo.Pictures.small;
import static dev.offstage.demo.Pictures.transparent;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static java.awt.image.BufferedImage.TYPE_USHORT_GRAY;
import static java.awt.image.DataBuffer.TYPE_BYTE;
import static java.awt.image.DataBuffer.TYPE_USHORT;

import java.awt.Color;
import java.io.IOException;
import java.util.List;

/** One file of each kind, and what is to be seen of it: from left to right, and then below. */
enum ImageSample {
  PNG(() -> file("png", opaque()), RED, GREEN, BLUE, YELLOW),
  PNG_INTERLACED(() -> file("png", true, transparent()), RED, GREEN, BLUE, NOTHING),
  PNG_ALPHA(() -> file("png", transparent()), RED, GREEN, BLUE, NOTHING),
  PNG_PALETTE(() -> file("png", palette()), RED, GREEN, BLUE, NOTHING),
  PNG_ONE_COLOUR_TRANSPARENT(
      () -> withChunk(file("png", opaque()), "IDAT", "tRNS", new byte[] {0, -16, 0, -36, 0, 60}),
      RED,
      GREEN,
      BLUE,
      NOTHING),
  PNG_16_BIT(() -> file("png", Pictures.deep()), RED, GREEN, BLUE, NOTHING),
  PNG_GRAY(() -> file("png", gray(TYPE_BYTE_GRAY)), GRAY, GRAY, GRAY, WHITE),
  PNG_GRAY_ALPHA(() -> file("png", grayAlpha(TYPE_BYTE)), GRAY, GRAY, GRAY, NOTHING),
  PNG_GRAY_16_BIT(() -> file("png", gray(TYPE_USHORT_GRAY)), GRAY, GRAY, GRAY, WHITE),
  PNG_GRAY_ALPHA_16_BIT(() -> file("png", grayAlpha(TYPE_USHORT)), GRAY, GRAY, GRAY, NOTHING),
  PNG_GRAY_ONE_TRANSPARENT(
      () -> withChunk(file("png", gray(TYPE_BYTE_GRAY)), "IDAT", "tRNS", new byte[] {0, -1}),
      GRAY,
      GRAY,
      GRAY,
      NOTHING),
  PNG_TURNED(
      () -> withChunk(file("png", opaque()), "IDAT", "eXIf", exif(6, true)),
      BLUE,
      RED,
      YELLOW,
      GREEN),
  PNG_TURNED_TOO_LATE(
      () -> withChunk(file("png", opaque()), "IEND", "eXIf", exif(6, true)),
      RED,
      GREEN,
      BLUE,
      YELLOW),

  JPEG(() -> file("jpeg", opaque()), RED, GREEN, BLUE, YELLOW),
  JPEG_PROGRESSIVE(() -> file("jpeg", true, opaque()), RED, GREEN, BLUE, YELLOW),
  JPEG_GRAY(() -> file("jpeg", gray(TYPE_BYTE_GRAY)), GRAY, GRAY, GRAY, WHITE),
  JPEG_CMYK(ImageFiles::cmykJpeg, RED, GREEN, BLUE, YELLOW),
  JPEG_1(() -> jpegOf(1, true), RED, GREEN, BLUE, YELLOW),
  JPEG_2(() -> jpegOf(2, false), GREEN, RED, YELLOW, BLUE),
  JPEG_3(() -> jpegOf(3, true), YELLOW, BLUE, GREEN, RED),
  JPEG_4(() -> jpegOf(4, false), BLUE, YELLOW, RED, GREEN),
  JPEG_5(() -> jpegOf(5, true), RED, BLUE, GREEN, YELLOW),
  JPEG_6(() -> jpegOf(6, false), BLUE, RED, YELLOW, GREEN),
  JPEG_7(() -> jpegOf(7, true), YELLOW, GREEN, BLUE, RED),
  JPEG_8(() -> jpegOf(8, false), GREEN, YELLOW, RED, BLUE),
  JPEG_9(() -> jpegOf(9, true), RED, GREEN, BLUE, YELLOW),

  GIF(() -> file("gif", palette()), RED, GREEN, BLUE, NOTHING),
  GIF_INTERLACED(() -> file("gif", true, palette()), RED, GREEN, BLUE, NOTHING),
  GIF_ANIMATED(() -> file("gif", palette(), small()), RED, GREEN, BLUE, NOTHING),
  GIF_FRAME_IN_A_CORNER(
      () -> gifOn(file("gif", small()), WIDTH, HEIGHT, WIDTH / 2, 0),
      NOTHING,
      RED,
      NOTHING,
      NOTHING),

  WEBP_LOSSY(() -> resource("lossy.webp"), RED, GREEN, BLUE, YELLOW),
  WEBP_LOSSY_ALPHA(() -> resource("lossy-alpha.webp"), RED, GREEN, BLUE, NOTHING),
  WEBP_UNCOMPRESSED_ALPHA(() -> lossyWith(uncompressedAlpha(false)), RED, GREEN, BLUE, NOTHING),
  WEBP_FILTERED_ALPHA(() -> lossyWith(uncompressedAlpha(true)), RED, GREEN, BLUE, NOTHING),
  WEBP_LOSSLESS(() -> resource("lossless.webp"), RED, GREEN, BLUE, NOTHING),
  WEBP_NOT_TURNED(
      () ->
          webp(
              webpHeader(0x08, WIDTH, HEIGHT),
              onlyChunk(resource("lossy.webp")),
              webpChunk("EXIF", exif(6, true))),
      RED,
      GREEN,
      BLUE,
      YELLOW),
  WEBP_ANIMATED(
      () ->
          webp(
              webpHeader(0x12, WIDTH, HEIGHT),
              webpChunk("ANIM", new byte[6]),
              webpFrame(0, 0, WIDTH, HEIGHT, onlyChunk(resource("lossless.webp"))),
              webpFrame(0, 0, WIDTH, HEIGHT, onlyChunk(resource("lossy.webp")))),
      RED,
      GREEN,
      BLUE,
      NOTHING),
  WEBP_FRAME_IN_A_CORNER(
      () ->
          webp(
              webpHeader(0x12, 2 * WIDTH, 2 * HEIGHT),
              webpChunk("ANIM", new byte[6]),
              webpFrame(48, 36, WIDTH, HEIGHT, onlyChunk(resource("lossy.webp")))),
      NOTHING,
      NOTHING,
      NOTHING,
      YELLOW);

  private interface Source {
    private static byte[] lossyWith(byte[] alpha) throws IOException {
      return webp(webpHeader(0x10, WIDTH, HEIGHT), alpha, onlyChunk(resource("lossy.webp")));
    }

    byte[] bytes() throws IOException;
  }

  private final Source source;
  private final List<Color> quarters;

  ImageSample(Source source, Color... quarters) {
    this.source = source;
    this.quarters = List.of(quarters);
  }

  private static byte[] lossyWith(byte[] alpha) throws IOException {
    return webp(webpHeader(0x10, WIDTH, HEIGHT), alpha, onlyChunk(resource("lossy.webp")));
  }

  byte[] bytes() throws IOException {
    return source.bytes();
  }

  List<Color> quarters() {
    return quarters;
  }
}
