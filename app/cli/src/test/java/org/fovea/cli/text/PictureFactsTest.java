package org.fovea.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.app.document.InspectDocument;
import org.fovea.app.open.Opened;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.video.CodedVideo;
import org.fovea.codec.video.Enlargement;
import org.fovea.codec.video.PictureRule;
import org.fovea.config.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PictureFactsTest {
    private static final PictureRule RULE = new PictureRule(8, Enlargement.LANCZOS, true);
    private static final PictureRule PLAIN = new PictureRule(8, Enlargement.LANCZOS, false);

    @Test
    void colours_enlarging_and_the_filter_are_told() {
        assertThat(HeaderFacts.PictureFacts.lines(RULE))
                .containsExactly(
                        "colour    BT.601, limited range, 4:2:0, 8 bits", "enlarged  Lanczos", "steps     filter");
        assertThat(JsonMapper.shared().readTree(Json.of(InspectDocument.Picture.of(RULE))))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"matrix": "BT.601", "range": "limited", "layout": "4:2:0", "depth": 8, "enlargement": \
                        "lanczos",
                         "steps": [{"step": "filter"}]}"""));
        assertThat(HeaderFacts.PictureFacts.lines(PLAIN).getLast()).isEqualTo("steps     none");
    }

    @Test
    void an_archive_of_a_video_says_all_of_it(@TempDir Path folder) throws Exception {
        ArchiveHeader header = ArchiveHeader.ofVideo(64, 48, CodedShape.ofPictures(3, 24, 32), Optional.empty());
        CodedVideo video = new CodedVideo(new byte[50]);
        VideoContent content = new VideoContent(header, video, PLAIN, Optional.empty());
        Path file = Files.write(folder.resolve("v.zip"), ArchiveFile.zipped(ArchiveFile.encode(content)));
        assertThat(HeaderFacts.lines(Opened.open(file)))
                .containsExactly(
                        "video     6 pictures of 32×24, AV1",
                        "colour    BT.601, limited range, 4:2:0, 8 bits",
                        "enlarged  Lanczos",
                        "steps     none",
                        "filter    none",
                        "output    3 pairs of frames of 64×48");
    }
}
