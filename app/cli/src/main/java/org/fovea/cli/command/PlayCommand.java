package org.fovea.cli.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.fovea.app.AppException;
import org.fovea.app.inflate.FrameFormat;
import org.fovea.app.inflate.FrameStreamSink;
import org.fovea.app.inflate.Inflation;
import org.fovea.app.open.Opened;
import org.fovea.cli.option.BaseOption;
import org.fovea.cli.option.PairsOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.video.clip.FrameRate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "play",
        header = "Show the frames of an archive in mpv or ffplay.",
        description = "Pipes frames as YUV4MPEG2 to the first of mpv and ffplay on the PATH, as they are drawn.",
        footer = {"  fovea play drive.zip", "  fovea play drive.zip --pairs 0..9 --rate 5"})
public final class PlayCommand extends LeafCommand {
    private static final List<List<String>> PLAYERS = List.of(
            List.of("mpv", "--really-quiet", "--title=fovea", "-"),
            List.of("ffplay", "-loglevel", "error", "-autoexit", "-f", "yuv4mpegpipe", "-i", "-"));

    @Parameters(paramLabel = "ARCHIVE", description = "A Fovea archive or a foreign submission.")
    private Path input;

    @Mixin
    private final BaseOption base = new BaseOption();

    @Mixin
    private final PairsOption pairs = new PairsOption("Only pairs A to B, counted from 0. Default: all.");

    @Option(names = "--rate", paramLabel = "N", defaultValue = "20", description = "Frames per second.")
    private int rate;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rate < 1 || rate > 1000) {
            throw AppException.usage("fovea play: --rate " + rate + " is not in 1..1000");
        }
        Opened file = Opened.open(input, base.bases());
        Inflation inflation = Inflation.of(file);
        PairsOption.PairRange range = pairs.of(file.header().pairs());
        Process player = start();
        try (OutputStream frames = player.getOutputStream()) {
            inflation
                    .pairs(range.first(), range.last() + 1)
                    .threads(threads())
                    .into(new FrameStreamSink(frames, FrameFormat.Y4M, new FrameRate(rate, 1)));
        } catch (IOException e) {
            if (player.waitFor() != 0) {
                throw AppException.environment("fovea play: the player failed; " + byHand(), e);
            }
            return ExitCode.DONE; // it was closed before the end
        }
        player.waitFor();
        return ExitCode.DONE;
    }

    private Process start() {
        for (List<String> player : PLAYERS) {
            try {
                return new ProcessBuilder(player)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
            } catch (IOException e) {
                continue; // it is not on the PATH
            }
        }
        throw AppException.environment(
                "fovea play: neither mpv nor ffplay is on the PATH; install one, or " + byHand());
    }

    private String byHand() {
        return "pipe the frames: fovea inflate " + input + " --format y4m -o - | PLAYER -";
    }
}
