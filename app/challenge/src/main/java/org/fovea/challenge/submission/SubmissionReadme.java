package org.fovea.challenge.submission;

import java.util.Locale;
import java.util.Optional;
import org.fovea.challenge.judge.JudgeResult;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.ledger.ByteLedger;
import org.fovea.codec.ledger.LedgerEntry;

/**
 * The README of a submission directory.
 *
 * @param runtimeBytes size of the runtime, 0 where there is none
 * @param judged what the judge's run came to; empty where it was not made
 */
public record SubmissionReadme(
        String version,
        ArchiveHeader header,
        ByteLedger ledger,
        String sha256,
        long inflaterBytes,
        long runtimeBytes,
        Optional<JudgeResult> judged) {

    public String text() {
        StringBuilder out = new StringBuilder();
        introduce(out);
        files(out);
        ledger(out);
        judged(out);
        return out.toString();
    }

    private void introduce(StringBuilder out) {
        line(out, "# A submission of Fovea %s", version);
        line(
                out,
                "`archive.zip` holds %,d pairs of frames of %d×%d. It was packed by `fovea package`.",
                header.pairs(),
                header.outputWidth(),
                header.outputHeight());
        line(out, "");
        line(out, "```");
        line(out, "unzip archive.zip -d archive");
        line(out, "bash inflate.sh archive inflated public_test_video_names.txt    # writes inflated/0.raw");
        line(out, "```");
        if (runtimeBytes > 0) {
            line(
                    out,
                    "No Java is needed on %s: `runtime` is one. Elsewhere a Java 25 is needed, on the PATH or in "
                            + "`JAVA_HOME`.",
                    JavaRuntime.platform());
        } else {
            line(
                    out,
                    "A Java 25 is needed, on the PATH or in `JAVA_HOME`; no other program, library, network or "
                            + "processor feature.");
        }
        line(out, "");
    }

    private void files(StringBuilder out) {
        line(out, "## What is charged");
        line(out, "| file | bytes | `current_workflow` | `rule_faithful` |");
        line(out, "|---|---|---|---|");
        line(out, "| `archive.zip` | %,d | charged | charged |", ledger.fileBytes());
        line(out, "| `fovea-inflater.jar` | %,d | – | –, a program |", inflaterBytes);
        if (runtimeBytes > 0) {
            line(out, "| `runtime` | %,d | – | –, a program |", runtimeBytes);
        }
        line(out, "");
        line(
                out,
                "`current_workflow` is what the challenge's program counts, the size of `archive.zip`. "
                        + "`rule_faithful` also counts every byte"
                        + " of payload outside it: whatever is about this clip or was learned, such as network "
                        + "weights. There is none:"
                        + " the inflater is the same file for every archive of this version and holds nothing but "
                        + "compiled classes%s. Both charge"
                        + " **%,d bytes**.",
                runtimeBytes > 0 ? ", and the runtime is a plain part of a JDK" : "",
                ledger.fileBytes());
        line(out, "");
        line(out, "SHA-256 of `archive.zip`: `%s`", sha256);
        line(out, "");
    }

    private void ledger(StringBuilder out) {
        line(out, "## Where the bytes are");
        line(out, "| section | codec | raw bytes | bytes | share |");
        line(out, "|---|---|---:|---:|---:|");
        for (LedgerEntry entry : ledger.entries()) {
            String raw = entry.rawBytes().isPresent()
                    ? String.format(Locale.ROOT, "%,d", entry.rawBytes().getAsLong())
                    : "";
            line(
                    out,
                    "| %s | %s | %s | %,d | %.1f %% |",
                    entry.section(),
                    entry.codec(),
                    raw,
                    entry.codedBytes(),
                    100 * ledger.share(entry));
        }
        line(out, "| **file** | | | **%,d** | 100.0 %% |", ledger.fileBytes());
        line(out, "");
    }

    private void judged(StringBuilder out) {
        line(out, "## Checked");
        if (judged.isEmpty()) {
            line(out, "Not run: it was packed with `--no-smoke`.");
            return;
        }
        JudgeResult result = judged.get();
        line(
                out,
                "`archive.zip` was unpacked and `inflate.sh` called as the challenge does, in %s (%s), with an "
                        + "empty environment: %.1f s%s."
                        + " `0.raw` has %,d bytes and equals the frames that Fovea itself decodes.",
                result.isolation(),
                result.seesOnly(),
                result.seconds(),
                result.peakBytes().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                ", %.2f GB of memory at most",
                                result.peakBytes().getAsLong() / 1e9)
                        : "",
                result.rawBytes());
        line(out, "");
        line(out, "SHA-256 of `0.raw`: `%s`", result.sha256());
        if (result.tooSlow()) {
            line(out, "");
            line(out, "**Slower than the %d minutes that the challenge gives.**", JudgeResult.MAX_MINUTES);
        }
    }

    private static void line(StringBuilder out, String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
