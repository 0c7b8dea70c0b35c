package org.fovea.challenge.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A response's body whose reader does not wait for ever: where nothing comes for a while, the connection is closed and
 * reading fails. The HTTP client limits only the time until the first byte.
 */
final class PatientStream extends FilterInputStream {
    private final Duration silence;
    private final Thread watchdog;
    private volatile long lastByte = System.nanoTime();
    private volatile boolean silent;

    PatientStream(InputStream in, Duration silence) {
        super(in);
        this.silence = silence;
        watchdog = Thread.ofVirtual().name("silence").start(this::watch);
    }

    private void watch() {
        try {
            for (long left = silence.toNanos(); left > 0; left = silence.toNanos() - (System.nanoTime() - lastByte)) {
                Thread.sleep(Duration.ofNanos(left));
            }
            silent = true;
            in.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the body was read to its end
        } catch (IOException e) {
            return; // reading fails all the same
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            int read = in.read(bytes, from, length);
            if (read < 0 && silent) {
                throw new IOException("closed");
            }
            lastByte = System.nanoTime();
            return read;
        } catch (IOException e) {
            if (silent) {
                throw new IOException("received nothing for " + HttpTransport.seconds(silence), e);
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        watchdog.interrupt();
        super.close();
    }
}
