package org.fovea.codec.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;

class FileKindTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void files_are_known_by_their_first_bytes() {
        Map<String, FileKind> heads = Map.ofEntries(
                Map.entry("", FileKind.EMPTY),
                Map.entry("version https://git-lfs.github.com/spec/v1\n", FileKind.LFS_POINTER),
                Map.entry("PK\5\6", FileKind.ZIP),
                Map.entry("\u001aE\u00df\u00a3\u0001", FileKind.MATROSKA),
                Map.entry("\0\0\0\u0020ftypisom", FileKind.MP4),
                Map.entry("RIFF\1\2\3\4AVI LIST", FileKind.AVI),
                Map.entry("RIFF\1\2\3\4WEBPVP8", FileKind.WEBP),
                Map.entry("\0\0\0\1g", FileKind.RAW_VIDEO),
                Map.entry("GIF89a", FileKind.GIF),
                Map.entry("\u001f\u008b\b\0", FileKind.GZIP),
                Map.entry("\n <!DOCTYPE html>\n<html>", FileKind.WEB_PAGE),
                Map.entry("<HTML><head>", FileKind.WEB_PAGE),
                Map.entry("clips: a\n", FileKind.TEXT));
        heads.forEach((head, kind) ->
                assertThat(FileKind.of(bytes(head))).as("%s", kind).contains(kind));
        assertThat(FileKind.of("東京: 1\n大".getBytes(StandardCharsets.UTF_8))).contains(FileKind.TEXT);
        byte[] packets = new byte[600];
        packets[0] = packets[188] = packets[376] = 'G';
        assertThat(FileKind.of(packets)).contains(FileKind.TRANSPORT_STREAM);
        packets[188] = 0;
        assertThat(FileKind.of(packets)).isEmpty();
        assertThat(FileKind.of(bytes("\1\2\3"))).isEmpty();
    }

    @Test
    void a_refusal_says_what_it_is_what_is_wanted_and_what_to_do() {
        FormatException picture = FileKind.refusal("archive", bytes("\u0089PNG\r\n"), "a Fovea archive", "name one");
        assertThat(picture.reason()).isEqualTo("this is a PNG picture, not a Fovea archive; name one");
        assertThat(picture.isDamage()).isFalse();
        FormatException packed = FileKind.refusal("archive", bytes("\u001f\u008b\b"), "a Fovea archive", "name one");
        assertThat(packed.reason()).endsWith("; unpack it first, with gunzip");
        FormatException unknown = FileKind.refusal("archive", bytes("\1\2\3\4\5"), "a Fovea archive", "name one");
        assertThat(unknown.reason())
                .isEqualTo("this is not a Fovea archive: it begins with the bytes 01 02 03 04; name one");
    }

    @Test
    void a_folder_or_a_missing_file_has_no_kind() {
        assertThat(FileKind.of(Path.of("."))).isEmpty();
        assertThat(FileKind.of(Path.of("no such file"))).isEmpty();
    }
}
