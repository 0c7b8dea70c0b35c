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
        return introduction() + files() + sections() + "## Checked\n"
                + judged.map(SubmissionReadme::checked).orElse("Not run: it was packed with `--no-smoke`.\n");
    }

    private String introduction() {
        String java = runtimeBytes > 0
                ? "No Java is needed on " + JavaRuntime.platform()
                        + ": `runtime` is one. Elsewhere a Java 25 is needed, on the PATH or in `JAVA_HOME`."
                : "A Java 25 is needed, on the PATH or in `JAVA_HOME`; no other program, library, network or "
                        + "processor feature.";
        return words("""
                # A submission of Fovea %s
                `archive.zip` holds %,d pairs of frames of %d×%d. It was packed by `fovea package`.

                ```
                unzip archive.zip -d archive
                bash inflate.sh archive inflated public_test_video_names.txt    # writes inflated/0.raw
                ```
                %s

                """, version, header.pairs(), header.outputWidth(), header.outputHeight(), java);
    }

    private String files() {
        boolean runtime = runtimeBytes > 0;
        return words(
                """
                ## What is charged
                | file | bytes | `current_workflow` | `rule_faithful` |
                |---|---|---|---|
                | `archive.zip` | %,d | charged | charged |
                | `fovea-inflater.jar` | %,d | – | –, a program |
                %s
                `current_workflow` is what the challenge's program counts, the size of `archive.zip`. `rule_faithful` \
                also counts every byte of payload outside it: whatever is about this clip or was learned, such as \
                network weights. There is none: the inflater is the same file for every archive of this version and \
                holds nothing but compiled classes%s. Both charge **%,d bytes**.

                SHA-256 of `archive.zip`: `%s`

                """,
                ledger.fileBytes(),
                inflaterBytes,
                runtime ? words("| `runtime` | %,d | – | –, a program |\n", runtimeBytes) : "",
                runtime ? ", and the runtime is a plain part of a JDK" : "",
                ledger.fileBytes(),
                sha256);
    }

    private String sections() {
        StringBuilder out = new StringBuilder("""
                ## Where the bytes are
                | section | codec | raw bytes | bytes | share |
                |---|---|---:|---:|---:|
                """);
        for (LedgerEntry entry : ledger.entries()) {
            String raw =
                    entry.rawBytes().isPresent() ? words("%,d", entry.rawBytes().getAsLong()) : "";
            out.append(words(
                    "| %s | %s | %s | %,d | %.1f %% |\n",
                    entry.section(), entry.codec(), raw, entry.codedBytes(), 100 * ledger.share(entry)));
        }
        return out.append(words("| **file** | | | **%,d** | 100.0 %% |\n\n", ledger.fileBytes()))
                .toString();
    }

    private static String checked(JudgeResult result) {
        String memory = result.peakBytes().isPresent()
                ? words(", %.2f GB of memory at most", result.peakBytes().getAsLong() / 1e9)
                : "";
        String slow = words("\n**Slower than the %d minutes that the challenge gives.**\n", JudgeResult.MAX_MINUTES);
        return words(
                """
                `archive.zip` was unpacked and `inflate.sh` called as the challenge does, in %s (%s), with an empty \
                environment: %.1f s%s. `0.raw` has %,d bytes and equals the frames that Fovea itself decodes.

                SHA-256 of `0.raw`: `%s`
                %s""",
                result.isolation(),
                result.seesOnly(),
                result.seconds(),
                memory,
                result.rawBytes(),
                result.sha256(),
                result.tooSlow() ? slow : "");
    }

    private static String words(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
