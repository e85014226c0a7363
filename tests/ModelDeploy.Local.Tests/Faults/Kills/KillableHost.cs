using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;
using ModelDeploy.Core.Deployments;
using ModelDeploy.TestHost;

namespace ModelDeploy.Local.Tests.Faults.Kills;

/// <summary>A portal without pages in a process of its own, which can be killed as <c>kill -9</c> does.</summary>
internal sealed class KillableHost : IAsyncDisposable
{
    private const int LastWords = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly Channel<HostAnswer> _answers = Channel.CreateUnbounded<HostAnswer>();
    private readonly TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _swept = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Task _reading;
    private readonly Task _readingLog;

    /// <summary>Starts the process, which then waits. A shell may go before it, to set limits.</summary>
    public KillableHost(string limits = "")
    {
        var dotnet = Path.Combine(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")), "dotnet");
        var program = Path.Combine(AppContext.BaseDirectory, "ModelDeploy.TestHost.dll");
        var start = new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"{limits} exec \"$0\" \"$1\"");
        start.ArgumentList.Add(dotnet);
        start.ArgumentList.Add(program);
        _process = Process.Start(start)!;
        _reading = Task.Run(ReadAsync);
        _readingLog = Task.Run(ReadLogAsync);
    }

    /// <summary>Its process number.</summary>
    public int Pid => _process.Id;

    /// <summary>Whether it has ended by itself or by a kill.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>What the product logged.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>Lets it start as the portal of this data directory, once it is warm: what is killed from now on is a start.</summary>
    public async Task GoAsync(string directory, int firstPort)
    {
        await _warm.Task.WaitAsync(Patience);
        _process.StandardInput.WriteLine(directory);
        _process.StandardInput.WriteLine(firstPort.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
    }

    /// <summary>Completes when every deployment has had its first pass.</summary>
    public Task SweptAsync() => _swept.Task.WaitAsync(Patience);

    /// <summary>Asks without waiting; answers come in order.</summary>
    public void Send(HostCommand command)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(command, SpecJson.Options));
        _process.StandardInput.Flush();
    }

    /// <summary>Asks and waits for the answer. Nothing else may be unanswered.</summary>
    public async Task<HostAnswer> AskAsync(HostCommand command)
    {
        Send(command);
        return await AnswerAsync();
    }

    /// <summary>Waits for the next answer.</summary>
    public async Task<HostAnswer> AnswerAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _answers.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Every deployment as the store has it.</summary>
    public async Task<IReadOnlyList<ToldDeployment>> ListAsync() => (await AskAsync(new HostCommand(HostDeed.List))).Deployments!;

    /// <summary>Kills it and returns the answers that it had given and nobody has read.</summary>
    public async Task<IReadOnlyList<HostAnswer>> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        List<HostAnswer> left = [];
        while (_answers.Reader.TryRead(out var answer))
            left.Add(answer);
        return left;
    }

    /// <summary>Ends it in order, if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it read everything.
        }
        await _process.WaitForExitAsync();
        await Task.WhenAll(_reading, _readingLog);
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Parse(line) is not { } answer)
                break;
            if (answer.Outcome == HostAnswer.Warm)
                _warm.TrySetResult();
            else if (answer.Outcome == HostAnswer.Swept)
                _swept.TrySetResult();
            else
                _answers.Writer.TryWrite(answer);
        }
        _answers.Writer.TryComplete(new InvalidOperationException($"The portal has ended. It said last:{Environment.NewLine}{string.Join(Environment.NewLine, _log.TakeLast(LastWords))}"));
    }

    /// <summary>Null for a line that was cut off by the kill: nobody has been told anything by it.</summary>
    private static HostAnswer? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<HostAnswer>(line, SpecJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task ReadLogAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
            _log.Enqueue(line);
    }
}
