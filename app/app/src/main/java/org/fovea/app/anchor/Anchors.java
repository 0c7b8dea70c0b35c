package org.fovea.app.anchor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.video.program.FfmpegProgram;
import org.fovea.video.stream.FfmpegProgramStreamEncoder;
import org.fovea.video.stream.StreamEncoder;
import org.fovea.video.stream.SvtAv1StreamEncoder;

/**
 * The anchor codecs that this machine can run, and why it cannot run the others.
 *
 * @param encoders by codec
 * @param absent a line for each that was asked for and is not there
 */
public record Anchors(Map<AnchorCodec, StreamEncoder> encoders, List<String> absent) {
    public Anchors {
        encoders = new LinkedHashMap<>(encoders);
        absent = List.copyOf(absent);
    }

    /**
     * Looks for encoders: SVT-AV1 in this process, the others in an {@code ffmpeg} program.
     *
     * @param search where programs are looked for, like the variable PATH
     */
    public static Anchors find(List<AnchorCodec> wanted, String search) throws IOException, InterruptedException {
        Map<AnchorCodec, StreamEncoder> encoders = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        Optional<FfmpegProgram> program =
                wanted.equals(List.of(AnchorCodec.AV1)) ? Optional.empty() : FfmpegProgram.find(search);
        for (AnchorCodec codec : wanted) {
            if (codec == AnchorCodec.AV1) {
                encoders.put(codec, SvtAv1StreamEncoder.usual());
            } else if (program.isEmpty()) {
                absent.add(codec.typed() + ": no ffmpeg program on the PATH");
            } else if (!program.get().encoders().contains(FfmpegProgramStreamEncoder.encoder(codec.stream()))) {
                absent.add(codec.typed() + ": " + program.get().path() + " "
                        + program.get().version() + " has no "
                        + FfmpegProgramStreamEncoder.encoder(codec.stream()));
            } else {
                encoders.put(codec, FfmpegProgramStreamEncoder.of(program.get(), codec.stream()));
            }
        }
        return new Anchors(encoders, absent);
    }
}
