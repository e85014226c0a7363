namespace ModelDeploy.Local.Processes.Stepping;

/// <summary>A replica as the stepper sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Template">Hash of what it was made from.</param>
/// <param name="Activity">What it is doing.</param>
/// <param name="Number">Its place in the order of creation within its template.</param>
/// <param name="StartAt">When it may be started, if it waits.</param>
internal sealed record SteppedReplica(
    string Name, string Template, ReplicaActivity Activity, int Number = 0, DateTimeOffset StartAt = default)
{
    public bool Ready => Activity is ReplicaActivity.Ready;

    public bool Leaving => Activity is ReplicaActivity.Leaving;
}
