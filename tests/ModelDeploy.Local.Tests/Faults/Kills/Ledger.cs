using ModelDeploy.TestHost;

namespace ModelDeploy.Local.Tests.Faults.Kills;

/// <summary>What people were told, and what follows from it: whatever a command had answered "accepted" must be there afterwards.</summary>
internal sealed class Ledger
{
    private readonly Dictionary<string, ToldDeployment> _known = [];
    private readonly List<(HostDeed Deed, ToldDeployment Told)> _accepted = [];
    private readonly List<HostCommand> _doubtful = [];

    /// <summary>What is known to be wanted, the deleted ones included.</summary>
    public IReadOnlyDictionary<string, ToldDeployment> Known => _known;

    /// <summary>The uids of everything that was ever accepted.</summary>
    public IEnumerable<Guid> Uids => _accepted.Select(entry => entry.Told.Uid).Distinct();

    /// <summary>Takes in the commands of one life of the host, in order, and the answers that came.</summary>
    public void Fold(IReadOnlyList<HostCommand> sent, IReadOnlyList<HostAnswer> answers)
    {
        foreach (var (command, answer) in sent.Zip(answers))
        {
            if (answer.Outcome != HostAnswer.Accepted)
                continue;
            _known[command.Id] = answer.Deployments![0];
            _accepted.Add((command.Do, answer.Deployments[0]));
        }
        _doubtful.AddRange(sent.Skip(answers.Count));
    }

    /// <summary>Compares with what a later start finds, and goes on from that.</summary>
    public void Check(IReadOnlyList<ToldDeployment> found)
    {
        foreach (var id in _known.Keys.Concat(found.Select(told => told.Id)).Distinct().ToList())
            Check(id, _known.GetValueOrDefault(id), found.FirstOrDefault(told => told.Id == id));
        _doubtful.Clear();
    }

    /// <summary>Every accepted change of a uid is in its history, with what was accepted.</summary>
    public void CheckHistory(Guid uid, IReadOnlyList<ToldRevision> history)
    {
        foreach (var (deed, told) in _accepted.Where(entry => entry.Told.Uid == uid))
        {
            if (deed is HostDeed.Delete)
                Assert.Contains(history, entry => entry.Action is Core.Deployments.ChangeAction.Deleted);
            else
                Assert.Contains(history, entry => entry.Revision == told.Generation && entry.Spec == told.Spec);
        }
    }

    private void Check(string id, ToldDeployment? known, ToldDeployment? found)
    {
        var doubts = _doubtful.Where(command => command.Id == id).ToList();
        var mayBeDeleted = known is null or { Deleting: true } || doubts.Any(command => command.Do is HostDeed.Delete);
        if (found is null)
        {
            Assert.True(mayBeDeleted, $"{id} was accepted and is not there any more");
            _known.Remove(id);
            return;
        }
        if (known is null || known.Uid != found.Uid)
        {
            Assert.True(mayBeDeleted && doubts.Any(command => command.Do is HostDeed.Create), $"{id} is there and nobody made it");
        }
        else
        {
            Assert.True(!known.Deleting || found.Deleting, $"{id} was deleted and is not marked any more");
            Assert.InRange(found.Generation, known.Generation, known.Generation + doubts.Count);
            Assert.True(found.Generation > known.Generation || found.Spec == known.Spec, $"{id} has another spec of the same revision");
        }
        _known[id] = found;
    }
}
