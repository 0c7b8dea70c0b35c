package org.fovea.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.SqlJobQueue;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.study.StudyJudge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent's client hears, and what becomes of the server, when the program itself fails. */
final class AgentServerErrorTest {
    private static final String HELLO = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;
    private static final String TOOL = """
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"floor","arguments":{}}}
            """;
    private static final String RESOURCE = """
            {"jsonrpc":"2.0","id":2,"method":"resources/read","params":{"uri":"fovea-lab://floor"}}
            """;

    @TempDir
    private Path path;

    @ParameterizedTest
    @ValueSource(strings = {TOOL, RESOURCE})
    void too_little_memory_ends_the_server_and_is_no_answer(String question) throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        assertThatThrownBy(() -> serve(error, question, heard))
                .isInstanceOf(ExecutionException.class)
                .hasCauseReference(error);
        assertThat(answers(heard)).noneMatch(line -> line.contains("\"result\"") && line.contains("\"id\":2"));
    }

    @Test
    void what_the_lab_refuses_is_an_answer_and_the_server_goes_on() {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        assertThatThrownBy(() -> serve(new IllegalArgumentException("not that"), TOOL, heard))
                .isInstanceOf(TimeoutException.class);
        assertThat(answers(heard))
                .anyMatch(
                        line -> line.contains("not that") && line.contains("\"id\":2") && line.contains("\"result\""));
    }

    private static List<String> answers(ByteArrayOutputStream heard) {
        return heard.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Asks a lab whose ledger fails, and goes on listening. */
    private void serve(Throwable failure, String question, OutputStream heard) throws Exception {
        LabFolder folder = LabFolder.create(path.resolve("lab"), LabConfig.of(LabConfig.USUAL_DATABASE));
        Ledger ledger = (Ledger)
                Proxy.newProxyInstance(Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (_, _, _) -> {
                    throw failure;
                });
        try (LabDatabase database = LabDatabase.open(folder.database());
                PipedOutputStream client = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(client)) {
            AgentLab lab = new AgentLab(
                    folder,
                    ledger,
                    new SqlJobQueue(database),
                    new StudyJudge(_ -> List.of()),
                    () -> {
                        throw new IllegalStateException("no workshop");
                    },
                    Throwable::toString);
            FutureTask<Void> served = new FutureTask<>(() -> {
                new AgentServer(lab, "1").serve(in, heard);
                return null;
            });
            Thread.ofPlatform().daemon().start(served);
            client.write((HELLO + question).getBytes(StandardCharsets.UTF_8));
            client.flush();
            served.get(failure instanceof Error ? 60 : 10, TimeUnit.SECONDS);
        }
    }
}
