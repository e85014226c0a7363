using Microsoft.Extensions.Logging;

namespace ModelDeploy.TestHost;

/// <summary>Writes what the product says to standard error, where a failing test shows it.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc />
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Console.Error.WriteLine($"{logLevel} {formatter(state, exception)} {exception}".TrimEnd());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Standard error stays open.
    }
}
