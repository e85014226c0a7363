using ModelDeploy.Supervisor.Native;

namespace ModelDeploy.Supervisor.Protocol;

/// <summary>
/// A process that carries a launch's mark: the model of that launch, or anything that it started, in whatever session or group, as
/// long as it handed its environment on.
/// </summary>
/// <param name="Process">Which process.</param>
/// <param name="Mark">The mark.</param>
public sealed record MarkedProcess(ProcessIdentity Process, string Mark)
{
    /// <summary>The environment variable that holds the mark.</summary>
    public const string Variable = "MODELDEPLOY_REPLICA";

    /// <summary>All of this user that run now. None on macOS, where another process's environment is not read.</summary>
    public static IReadOnlyList<MarkedProcess> OfThisUser()
    {
        List<MarkedProcess> found = [];
        if (!OperatingSystem.IsLinux())
            return found;
        foreach (var pid in LinuxProcesses.OfThisUser())
        {
            // The identity first: should the number be given away before the mark is read, the identity is of nobody any more.
            if (ProcessIdentity.Of(pid) is { } process && LinuxProcesses.VariableOf(pid, Variable) is { } mark)
                found.Add(new MarkedProcess(process, mark));
        }
        return found;
    }
}
