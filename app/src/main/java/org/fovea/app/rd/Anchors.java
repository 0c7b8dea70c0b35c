package org.fovea.app.rd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.video.program.FfmpegProgram;

/**
 * The rivals that this machine can run, and why it cannot run the others.
 *
 * @param encoders by codec
 * @param absent a line for each that was asked for and is not there
 */
public record Anchors(Map<AnchorCodec, AnchorEncoder> encoders, List<String> absent) {
    public Anchors {
        encoders = new LinkedHashMap<>(encoders);
        absent = List.copyOf(absent);
    }

    /**
     * Looks for encoders: SVT-AV1 in this process, the others in an {@code ffmpeg} program.
     *
     * @param wanted codecs
     * @param search where programs are looked for, like the variable PATH
     */
    public static Anchors find(List<AnchorCodec> wanted, String search) throws IOException, InterruptedException {
        Map<AnchorCodec, AnchorEncoder> encoders = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        Optional<FfmpegProgram> program =
                wanted.equals(List.of(AnchorCodec.AV1)) ? Optional.empty() : FfmpegProgram.find(search);
        for (AnchorCodec codec : wanted) {
            if (codec == AnchorCodec.AV1) {
                encoders.put(codec, new SvtAv1Encoder());
            } else if (program.isEmpty()) {
                absent.add(codec.typed() + ": no ffmpeg program on the PATH");
            } else if (!program.get().encoders().contains(codec.ffmpegName())) {
                absent.add(codec.typed() + ": " + program.get().path() + " "
                        + program.get().version() + " has no " + codec.ffmpegName());
            } else {
                encoders.put(codec, new FfmpegProgramEncoder(program.get(), codec));
            }
        }
        return new Anchors(encoders, absent);
    }
}
