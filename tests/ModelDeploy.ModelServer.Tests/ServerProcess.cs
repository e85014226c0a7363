using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace ModelDeploy.ModelServer.Tests;

/// <summary>
/// The built program as a process of its own, on a port that the system chooses. Its log is taken from it all the time: a full pipe
/// would hold it up. Every wait ends when the test is cancelled or after a generous guard.
/// </summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly CancellationTokenSource _giveUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Channel<string> _unread = Channel.CreateUnbounded<string>();
    private readonly List<string> _lines = [];

    private ServerProcess(Process process)
    {
        _process = process;
        _giveUp.CancelAfter(Guard);
        _ = Task.Run(TakeLogAsync);
    }

    public int Id => _process.Id;

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Starts the server with a model, a free port, and nothing of the test's own environment that would configure it.</summary>
    public static ServerProcess Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { System.IO.Path.Combine(AppContext.BaseDirectory, "ModelDeploy.ModelServer.dll") },
            RedirectStandardOutput = true,
            WorkingDirectory = System.IO.Path.GetTempPath(), // so that nothing is found only because it lies here
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["PORT"] = "0";
        start.Environment.Remove("MODEL_URI");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Starts the server with the smallest sample model.</summary>
    public static ServerProcess StartSample(params string[] switches) => Start(["--model", SampleFiles.Path(SampleFiles.Softmax), .. switches]);

    /// <summary>Reads the log up to the first line that holds a text; it may have been read already, while another one was waited for.</summary>
    public async Task<string> LineAsync(string holding)
    {
        if (_lines.Find(line => line.Contains(holding, StringComparison.Ordinal)) is { } read)
            return read;
        while (await NextLineAsync() is { } line)
        {
            if (line.Contains(holding, StringComparison.Ordinal))
                return line;
        }
        throw new InvalidOperationException($"The server ended without saying \"{holding}\":\n{string.Join('\n', _lines)}");
    }

    /// <summary>Waits until the server listens and gives a client for it.</summary>
    public async Task<HttpClient> ListeningAsync()
    {
        var address = Address().Match(await LineAsync("Listening on")).Value;
        return new HttpClient { BaseAddress = new Uri(address), Timeout = Guard };
    }

    /// <summary>Reads the rest of the log and waits for the end. The code is 128 + n after signal n.</summary>
    public async Task<int> ExitAsync()
    {
        while (await NextLineAsync() is not null)
        {
        }
        return await ExitOnlyAsync();
    }

    /// <summary>Waits for the end of the process alone: a child may hold its output open.</summary>
    public async Task<int> ExitOnlyAsync()
    {
        await _process.WaitForExitAsync(_giveUp.Token);
        return _process.ExitCode;
    }

    /// <summary>Asks the process to stop, as the platform does.</summary>
    public void Terminate() => Signal(_process.Id, 15);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
        _giveUp.Dispose();
    }

    private async Task TakeLogAsync()
    {
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(_giveUp.Token) is { } line)
                _unread.Writer.TryWrite(line);
            _unread.Writer.Complete();
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException)
        {
            _unread.Writer.Complete(broken);
        }
    }

    /// <summary>Null at the end of the log.</summary>
    private async Task<string?> NextLineAsync()
    {
        if (!await _unread.Reader.WaitToReadAsync(_giveUp.Token) || !_unread.Reader.TryRead(out var line))
            return null;
        _lines.Add(line);
        return line;
    }

    [DllImport("libc", EntryPoint = "kill")]
    public static extern int Signal(int process, int signal);

    [GeneratedRegex("http://[0-9.:]+")]
    private static partial Regex Address();
}
