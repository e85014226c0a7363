using ModelDeploy.Supervisor.Native;

namespace ModelDeploy.Supervisor;

/// <summary>Ends the model when that was asked for, or when it holds too much memory. Runs on a thread of its own beside the one that waits.</summary>
internal sealed class Warden(int modelPid, MemoryGuard memory, TimeSpan grace)
{
    private static readonly TimeSpan BetweenSamples = TimeSpan.FromMilliseconds(300);

    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _wake = new();
    private bool _modelEnded;

    /// <summary>Whether the supervisor was asked to end the model.</summary>
    public bool StopRequested { get; private set; }

    /// <summary>Whether the model was ended for its memory.</summary>
    public bool OutOfMemory { get; private set; }

    /// <summary>Asks for the end.</summary>
    public void RequestStop()
    {
        StopRequested = true;
        _wake.Set();
    }

    /// <summary>Tells that the model was reaped: its number may now belong to somebody else.</summary>
    public void ModelEnded()
    {
        lock (_lock)
            _modelEnded = true;
        _wake.Set();
    }

    /// <summary>Begins to watch.</summary>
    public void Start() => new Thread(Watch, maxStackSize: 256 * 1024) { IsBackground = true, Name = "warden" }.Start();

    private void Watch()
    {
        while (!_wake.Wait(memory.HasLimit ? BetweenSamples : Timeout.InfiniteTimeSpan))
        {
            if (memory.IsExceeded())
            {
                OutOfMemory = true;
                Signal(Signals.Kill);
                return;
            }
        }
        if (!StopRequested)
            return;
        Signal(Signals.Terminate);
        Thread.Sleep(grace);
        Signal(Signals.Kill);
    }

    private void Signal(int signal)
    {
        lock (_lock)
        {
            if (!_modelEnded)
                Libc.Kill(-modelPid, signal);
        }
    }
}
