using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ModelDeploy.Benchmarks.Running;

/// <summary>A process of this run: what it says is kept, and it is ended by its own number.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const int LinesKept = 50;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private bool _disposed;

    private Child(Process process) => _process = process;

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The last lines that it said.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>Starts a program in a folder.</summary>
    public static Child Start(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var child = new Child(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end and gives what it said; throws when it fails.</summary>
    public static async Task<string> RunAsync(string program, string folder, CancellationToken stop, params IEnumerable<string> arguments)
    {
        await using var child = Start(program, folder, arguments);
        await child._process.WaitForExitAsync(stop);
        return child._process.ExitCode == 0
            ? child.Said
            : throw new InvalidOperationException($"{program} ended with {child._process.ExitCode}:\n{child.Said}");
    }

    /// <summary>Throws when it has ended by itself.</summary>
    public void MustLive()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"A process ended with {_process.ExitCode}:\n{Said}");
    }

    /// <summary>Asks it to end, and kills it when it does not within a minute.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
            await terminate.WaitForExitAsync();
            using var enough = new CancellationTokenSource(Grace);
            await _process.WaitForExitAsync(enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _said.Enqueue(line);
        if (_said.Count > LinesKept)
            _said.TryDequeue(out _);
    }
}
