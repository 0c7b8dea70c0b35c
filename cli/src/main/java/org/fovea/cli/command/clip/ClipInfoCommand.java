package org.fovea.cli.command.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fovea.app.document.ClipDocument;
import org.fovea.app.text.Text;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.ColoursOption;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.config.Json;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.ClipFacts;
import org.fovea.video.clip.FrameCount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea clip info}. */
@Command(
        name = "info",
        header = "Describe a clip: frames, size, samples, colour rule.",
        description = "Reads the container and decodes the first frame; all frames with --check.",
        footerHeading = "%nExample:%n",
        footer = "  fovea clip info drive.mkv --check")
public final class ClipInfoCommand implements Callable<Integer> {
    @ParentCommand
    private ClipCommand parent;

    @Parameters(paramLabel = "CLIP", description = "A video file, or a folder or pattern of PNG or JPEG pictures.")
    private Path input;

    @Option(names = "--check", description = "Decode every frame to detect damage.")
    private boolean check;

    @Mixin
    private final ColoursOption colours = new ColoursOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        FoveaCommand fovea = parent.fovea();
        Clip clip = Clip.open(input).withColours(colours.choice());
        if (check) {
            decodeAll(fovea, clip);
        }
        String hash = clip.sha256();
        fovea.terminal()
                .out()
                .print(
                        json.wanted()
                                ? Json.of(ClipDocument.of(clip, input.toString(), hash, check)) + "\n"
                                : text(clip, hash));
        return ExitCode.DONE;
    }

    private static void decodeAll(FoveaCommand fovea, Clip clip) throws IOException {
        byte[] rgb = new byte[clip.size().rgbBytes()];
        try (FrameSource frames = clip.frames();
                Progress progress =
                        new Progress(fovea.terminal(), fovea.quiet(), "check", clip.frameCount(), "frames")) {
            for (long done = 1; frames.next(rgb); done++) {
                progress.update(done);
            }
        }
    }

    private String text(Clip clip, String hash) {
        ClipFacts facts = clip.facts();
        String counted = check
                ? "all decoded"
                : facts.count().method() == FrameCount.Method.DECODED ? "counted by decoding" : "by packets";
        String rate = facts.frameRate().isKnown() ? facts.frameRate() + " a second" : "rate unknown";
        return input + ": " + facts.codec() + " in " + facts.container() + ", " + Text.count(facts.bytes()) + " bytes"
                + (facts.audio() ? ", with audio, which is ignored" : "") + "\n"
                + "  frames   " + Text.count(facts.count().frames()) + " (" + counted + ") of " + facts.size() + ", "
                + rate + "\n"
                + "  samples  " + facts.pixelFormat() + ", tagged range " + facts.rangeTag() + ", matrix "
                + facts.matrixTag()
                + (facts.transferTag().equals("unknown") ? "" : ", transfer " + facts.transferTag()) + "\n"
                + (facts.orientation().equals("none") ? "" : "  shown    " + facts.orientation() + "\n")
                + "  colours  " + facts.rule().id() + ": " + facts.rule().title() + "\n"
                + "  decoder  " + facts.decoder() + "\n"
                + "  sha256   " + hash + "\n";
    }
}
