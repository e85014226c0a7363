using Microsoft.Extensions.Logging;
using ModelDeploy.Local.Store;

namespace ModelDeploy.Local.Tests.Store;

public sealed class DataDirectoryTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly TempDirectory _directory = new();

    [Theory]
    [InlineData(OwnerOnly, 0)]
    [InlineData(OwnerOnly | UnixFileMode.SetGroup, 0)]
    [InlineData(OwnerOnly | UnixFileMode.GroupExecute, 1)]
    [InlineData(OwnerOnly | UnixFileMode.OtherRead, 1)]
    public void Only_a_directory_that_others_can_enter_is_warned_about(UnixFileMode mode, int warnings)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_directory.Path, mode);
        var told = new Told();

        DataDirectory.Ensure(_directory.Path, told);

        Assert.Equal(warnings, told.Warnings);
    }

    public void Dispose() => _directory.Dispose();

    private sealed class Told : ILogger
    {
        public int Warnings { get; private set; }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Warnings += logLevel is LogLevel.Warning ? 1 : 0;
    }
}
