namespace ModelDeploy.ModelServer;

/// <summary>What <c>--help</c> says; README.md says more.</summary>
internal static class Help
{
    private const string Text = """
        Serves one model file over HTTP: Seldon v1 and Open Inference v2.

        Use:
          ModelDeploy.ModelServer --model <file> [--host <address>] [--port <port>] [switches]
          ModelDeploy.ModelServer train [--data <folder>] [--out <folder>]

        --model   The model file; without it MODEL_URI, if that names a file.
        --host    The address to listen on; 127.0.0.1 without it; images give 0.0.0.0.
        --port    Without it PORT, then PREDICTIVE_UNIT_SERVICE_PORT, then 9000.

        Switches for tests (or MODEL_SLOW_START and so on):
          --slow-start 3s          --never-ready silent|503
          --crash-after 5s         --crash-after-requests 3
          --crash-exit-code 1      --crash-signal 9
          --log-storm 1000         --slow-answers 200ms
          --memory-hog 512         --memory-hog-over 10s
          --leave-children 1       --chat 20ms
        """;

    /// <summary>Writes the text and returns exit code 0.</summary>
    public static int Show(TextWriter output)
    {
        output.WriteLine(Text);
        return 0;
    }
}
