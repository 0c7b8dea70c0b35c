package org.fovea.cli.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.fovea.lab.agent.AgentBudget;
import org.fovea.lab.agent.AgentLab;
import org.fovea.lab.agent.AgentServer;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.JobQueue;
import org.fovea.lab.store.LabDatabase;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says, to the server of an empty lab. A failure that is neither a refusal of the lab nor a wrong
 * argument would be an internal error, and is a finding.
 */
final class AgentMessages {
    private static final String HELLO = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilitie"
            + "s":{},"clientInfo":{"name":"a","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;

    private final Path work;
    private final AtomicReference<@Nullable Throwable> met = new AtomicReference<>();
    private @Nullable AgentLab lab;

    AgentMessages(Path work) {
        this.work = work;
    }

    /** Conversations, without their beginning. */
    static List<byte[]> seeds() {
        return List.of(
                seed("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}\n"),
                seed("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"resources/list\",\"params\":{}}\n"),
                call("floor", ""),
                call("dead_ends", "\"search\":\"a\""),
                call("budget", ""),
                call("note", "\"title\":\"t\",\"text\":\"x\",\"tags\":[\"a\"]"),
                call("judge", "\"run\":\"1\",\"verdict\":\"rejected\",\"reason\":\"r\""));
    }

    private static byte[] call(String tool, String arguments) {
        return seed("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{" + arguments + "}}}\n");
    }

    private static byte[] seed(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void serve(byte[] input) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(HELLO.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(input);
        new AgentServer(lab(), "test").serve(new ByteArrayInputStream(all.toByteArray()), FuzzTargets.nowhere());
        Throwable thrown = met.getAndSet(null);
        if (thrown != null) {
            throw new IllegalStateException("an agent would be told of an internal error", thrown);
        }
    }

    private AgentLab lab() throws Exception {
        AgentLab known = lab;
        if (known == null) {
            LabFolder folder = LabFolder.create(work.resolve("lab"), LabConfig.of(LabConfig.USUAL_DATABASE));
            LabDatabase database = LabDatabase.open(folder.database());
            JobQueue queue = new JobQueue(database);
            known = new AgentLab(
                    folder, database.ledger(), queue, AgentBudget.judge(folder, queue), AgentMessages::none, thrown -> {
                        met.set(thrown);
                        return "internal error";
                    });
            lab = known;
        }
        return known;
    }

    private static org.fovea.lab.queue.Workshop none() {
        throw new IllegalStateException("a lab without runs has nothing to promote");
    }
}
