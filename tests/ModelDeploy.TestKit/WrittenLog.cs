using Microsoft.Extensions.Logging;

namespace ModelDeploy.TestKit;

/// <summary>Keeps what is logged, of every level.</summary>
public sealed class WrittenLog<T> : ILogger<T>
{
    private readonly Lock _lock = new();
    private readonly List<(LogLevel Level, string Text, Exception? Fault)> _lines = [];

    /// <summary>What has been logged until now, oldest first.</summary>
    public IReadOnlyList<(LogLevel Level, string Text, Exception? Fault)> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    /// <summary>The levels of that.</summary>
    public IEnumerable<LogLevel> Levels => Lines.Select(line => line.Level);

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc />
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
            _lines.Add((logLevel, formatter(state, exception), exception));
    }
}
