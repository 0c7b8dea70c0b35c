package org.fovea.app.repack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.open.Bases;
import org.fovea.app.open.Opened;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands do with an archive that has no masks. */
class LatentRepackingTest {
    private static final int PAIRS = 3;

    @TempDir
    private Path folder;

    private static RendererContent content() {
        Random random = new Random(2);
        HnervFamily.Layout layout = new HnervFamily.Layout(2, 4, 1, 1, HnervFamily.Layout.STILL);
        CodedShape shape = CodedShape.ofPictures(PAIRS, layout.height(), layout.width());
        ArchiveHeader header = new ArchiveHeader(40, 30, shape, HnervFamily.ID, layout.parameters());
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            byte[] codes = new byte[spec.count()];
            random.nextBytes(codes);
            tensors.add(new SteppedTensor(spec.name(), spec.shape(), codes, 0.01f));
        }
        char[] codes = {1, 2, 200, 4, 5, 6};
        LatentTrack latents =
                new LatentTrack(PAIRS, 2, codes, new float[] {-1, 0}, new float[] {0.01f, 0.5f}, Optional.empty());
        return new RendererContent(
                header,
                new RendererContent.Source.Latents(latents),
                new WeightSet(tensors),
                PoseTrack.none(PAIRS),
                Optional.empty(),
                Optional.empty());
    }

    private Opened archive() throws Exception {
        Path file = folder.resolve("a.zip");
        Files.write(file, ArchiveFile.zipped(ArchiveFile.encode(content(), new ClassMaskCodec())));
        return Opened.open(file);
    }

    @Test
    void an_archive_without_masks_is_packed_again_as_it_was() throws Exception {
        Opened before = archive();
        Repacking repacking =
                new Repacking(MaskEffort.FAST, false, OptionalInt.empty(), Bases.usual(), false, Reporter.SILENT);
        Opened after = repacking.run(before, folder.resolve("a.zip"), folder.resolve("b.zip"), false);
        assertThat(after.drawable()).isEqualTo(content());
        assertThat(after.ledger()).isEqualTo(before.ledger());
        assertThat(repacking.compared(before)).contains("latent number");
    }

    @Test
    void an_encode_that_was_kept_is_verified_and_not_made_a_second_time() throws Exception {
        Opened before = archive();
        Path input = folder.resolve("a.zip");
        Path output = folder.resolve("b.zip");
        Repacking repacking =
                new Repacking(MaskEffort.FAST, false, OptionalInt.empty(), Bases.usual(), false, Reporter.SILENT);
        repacking.run(before, input, output, false);
        byte[] wanted = Files.readAllBytes(output);
        Files.delete(output);

        Path kept = folder.resolve("b.zip.unverified-" + repacking.key(input));
        Files.write(kept, wanted);
        repacking.run(before, input, output, false);
        assertThat(output).hasBinaryContent(wanted);
        assertThat(kept).doesNotExist();

        Files.write(kept, new byte[9]);
        assertThrown(AppException.class, () -> repacking.run(before, input, folder.resolve("b.zip"), true));
        assertThat(kept).doesNotExist();
        assertThat(output).hasBinaryContent(wanted);
    }

    @Test
    void whoever_wants_masks_is_told_that_there_are_none() throws Exception {
        Opened archive = archive();
        assertThrown(AppException.class, archive::masks, "holds latent numbers and a network, no class masks");
        assertThat(archive.renderer()).isEqualTo(content());
        assertThrown(FormatException.class, () -> archive.renderer().masks());
        assertThat(archive.format()).contains("latent numbers");
    }
}
