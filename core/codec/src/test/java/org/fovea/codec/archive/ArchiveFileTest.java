package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveFileTest {
    private static final byte[] IDS = {0, 1, 1, 0, 1, 0};

    private static byte[] bare() {
        MaskTensor masks = new MaskTensor(new MaskShape(1, 2, 3, 2), IDS);
        return ArchiveFile.encode(masks, new ClassMaskCodec(MaskEffort.FAST, null))
                .toBytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"f", "p", "archive.fva", "folder/x"})
    void the_only_stored_member_of_a_zip_is_read_whatever_its_name(String name) {
        byte[] bare = bare();
        byte[] zip = ZipWriter.single(name, bare);
        ArchiveFile file = ArchiveFile.open(zip);
        assertThat(ArchiveFile.find(zip).orElseThrow().zipBytes()).isEqualTo(file.zipBytes());
        assertThat(file.zipBytes()).isEqualTo(zip.length - bare.length);
        assertThat(MaskTensor.of(file.masks()).classIds()).isEqualTo(IDS);
    }

    @Test
    void other_content_and_several_members_are_not_ours() throws IOException {
        assertThat(ArchiveFile.find(ZipWriter.single("f", "QMA9".getBytes(StandardCharsets.US_ASCII))))
                .isEmpty();
        assertThat(ArchiveFile.find(deflated("a", "b"))).isEmpty();
    }

    @Test
    void a_deflated_archive_is_refused_with_the_reason() throws IOException {
        byte[] zip = deflated("f");
        for (ThrowingCallable reading :
                List.<ThrowingCallable>of(() -> ArchiveFile.open(zip), () -> ArchiveFile.find(zip))) {
            assertThrown(FormatException.class, reading, "stored, not deflated");
        }
    }

    private static byte[] deflated(String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(bare());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
