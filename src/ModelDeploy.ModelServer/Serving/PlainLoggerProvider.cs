namespace ModelDeploy.ModelServer.Serving;

/// <summary>
/// Log lines for people: level word and sentence, no time (the platform stamps lines) and no colour. Every line is written
/// through before the caller goes on: the last words of a crash must not be lost in a queue.
/// </summary>
internal sealed class PlainLoggerProvider(TextWriter output) : ILoggerProvider
{
    private readonly TextWriter _output = TextWriter.Synchronized(output);

    public ILogger CreateLogger(string categoryName) => new PlainLogger(_output);

    public void Dispose() => _output.Flush();

    private sealed class PlainLogger(TextWriter output) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var line = $"{Word(logLevel)} {formatter(state, exception)}";
            output.WriteLine(exception is null ? line : $"{line}{Environment.NewLine}{exception}");
            output.Flush();
        }

        private static string Word(LogLevel level) => level switch
        {
            LogLevel.Warning => "WARN ",
            LogLevel.Error or LogLevel.Critical => "ERROR",
            _ => "INFO ",
        };
    }
}
