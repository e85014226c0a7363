namespace ModelDeploy.ModelServer.Faults;

/// <summary>Ways to misbehave on purpose, so that the platform can be tested against them. All off unless set; README.md lists them.</summary>
internal sealed record TestSwitches
{
    /// <summary>How long the server waits before it listens.</summary>
    public TimeSpan SlowStart { get; init; }

    /// <summary>How the server fails to become ready, if it does.</summary>
    public NeverReady NeverReady { get; init; }

    /// <summary>How many predictions are answered before the next one ends the process; null is never.</summary>
    public int? CrashAfterRequests { get; init; }

    /// <summary>When the process ends by itself, counted from its start; null is never, zero is before it listens.</summary>
    public TimeSpan? CrashAfter { get; init; }

    /// <summary>Exit code of a crash without a signal.</summary>
    public int CrashExitCode { get; init; } = 1;

    /// <summary>Signal number that a crash sends to itself instead of exiting.</summary>
    public int? CrashSignal { get; init; }

    /// <summary>Extra log lines per second.</summary>
    public int LogStorm { get; init; }

    /// <summary>Memory to take and keep, in MiB.</summary>
    public int MemoryHog { get; init; }

    /// <summary>Over what time that memory is taken, evenly.</summary>
    public TimeSpan MemoryHogOver { get; init; }

    /// <summary>Extra time per prediction.</summary>
    public TimeSpan SlowAnswers { get; init; }

    /// <summary>Child processes that outlive the server.</summary>
    public int LeaveChildren { get; init; }

    /// <summary>Pause between two tokens of the chat echo; null leaves the chat endpoint out.</summary>
    public TimeSpan? Chat { get; init; }

    /// <summary>The switches as set by options and <c>MODEL_*</c> variables; faults stay with the reader.</summary>
    public static TestSwitches Read(SettingsReader settings) => new()
    {
        SlowStart = settings.Duration("slow-start", "MODEL_SLOW_START") ?? default,
        NeverReady = settings.Word("never-ready", "MODEL_NEVER_READY", "silent", "503") switch
        {
            "silent" => NeverReady.Silent,
            "503" => NeverReady.Refusing,
            _ => NeverReady.Off,
        },
        CrashAfterRequests = settings.Number("crash-after-requests", "MODEL_CRASH_AFTER_REQUESTS"),
        CrashAfter = settings.Duration("crash-after", "MODEL_CRASH_AFTER"),
        CrashExitCode = settings.Number("crash-exit-code", "MODEL_CRASH_EXIT_CODE", most: 255) ?? 1,
        CrashSignal = settings.Number("crash-signal", "MODEL_CRASH_SIGNAL", least: 1, most: 31),
        LogStorm = settings.Number("log-storm", "MODEL_LOG_STORM", most: 1_000_000) ?? 0,
        MemoryHog = settings.Number("memory-hog", "MODEL_MEMORY_HOG", most: 1_048_576) ?? 0,
        MemoryHogOver = settings.Duration("memory-hog-over", "MODEL_MEMORY_HOG_OVER") ?? default,
        SlowAnswers = settings.Duration("slow-answers", "MODEL_SLOW_ANSWERS") ?? default,
        LeaveChildren = settings.Number("leave-children", "MODEL_LEAVE_CHILDREN", most: 100) ?? 0,
        Chat = settings.Duration("chat", "MODEL_CHAT"),
    };
}
