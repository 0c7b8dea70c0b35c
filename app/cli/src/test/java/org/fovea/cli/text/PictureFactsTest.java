package org.fovea.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.app.document.InspectDocument;
import org.fovea.app.open.Opened;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.video.CodedVideo;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.video.PictureColour;
import org.fovea.codec.video.PictureRule;
import org.fovea.codec.video.PictureStep;
import org.fovea.codec.video.StreamFormat;
import org.fovea.config.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PictureFactsTest {
    private static final List<PictureStep> STEPS =
            List.of(new PictureStep.Filter(), new PictureStep.Unsharp(90, 2), new PictureStep.Grain(24, 3));
    private static final PictureRule RULE = new PictureRule(PictureColour.USUAL, Enlargement.LANCZOS, STEPS);

    @Test
    void steps_are_told_in_their_order_with_the_numbers_that_somebody_typed() {
        assertThat(HeaderFacts.PictureFacts.lines(RULE))
                .containsExactly(
                        "colour    BT.601, limited range, 4:2:0, 8 bits",
                        "enlarged  Lanczos",
                        "steps     filter, unsharp 0.35 radius 2, grain 1.5 seed 3");
        assertThat(JsonMapper.shared().readTree(Json.of(InspectDocument.Picture.of(RULE))))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"matrix": "BT.601", "range": "limited", "layout": "4:2:0", "depth": 8, "enlargement": \
                        "lanczos",
                         "steps": [
                           {"step": "filter"},
                           {"step": "unsharp", "amount": 0.3515625, "radius": 2},
                           {"step": "grain", "strength": 1.5, "seed": 3}]}"""));
        assertThat(HeaderFacts.PictureFacts.lines(RULE.with(List.of())).getLast())
                .isEqualTo("steps     none");
    }

    @Test
    void short_numbers_are_stored_as_the_same_ones() {
        for (int number = 1; number <= 1024; number++) {
            assertThat(Math.round(Double.parseDouble(HeaderFacts.PictureFacts.shortest(number, 256)) * 256))
                    .isEqualTo(number);
        }
        assertThat(HeaderFacts.PictureFacts.shortest(256, 256)).isEqualTo("1");
    }

    @Test
    void an_archive_of_a_video_says_all_of_it(@TempDir Path folder) throws Exception {
        ArchiveHeader header = ArchiveHeader.ofVideo(64, 48, CodedShape.ofPictures(3, 24, 32), Optional.empty());
        CodedVideo video = new CodedVideo(StreamFormat.HEVC, new byte[50]);
        VideoContent content = new VideoContent(header, video, RULE.with(STEPS.subList(1, 3)), Optional.empty());
        Path file = Files.write(folder.resolve("v.zip"), ArchiveFile.zipped(ArchiveFile.encode(content)));
        assertThat(HeaderFacts.lines(Opened.open(file)))
                .containsExactly(
                        "video     6 pictures of 32×24, HEVC",
                        "colour    BT.601, limited range, 4:2:0, 8 bits",
                        "enlarged  Lanczos",
                        "steps     unsharp 0.35 radius 2, grain 1.5 seed 3",
                        "filter    none",
                        "output    3 pairs of frames of 64×48");
    }
}
