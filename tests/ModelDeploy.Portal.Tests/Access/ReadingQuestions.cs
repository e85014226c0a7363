using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Portal.Components.Deployments.Form;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>How what people read is asked for.</summary>
internal static class ReadingQuestions
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    public static IReadOnlyDictionary<string, Question> All { get; } = new Dictionary<string, Question>
    {
        ["DeploymentFeed.Find"] = Ask(asked => asked.Of<DeploymentFeed>().Find(asked.By, asked.Id)),
        ["DeploymentFeed.FindAsync"] = new(async asked => await asked.Of<DeploymentFeed>().FindAsync(asked.By, asked.Id, Stop), Changes: false),
        ["DeploymentFeed.List"] = Ask(asked => asked.Of<DeploymentFeed>().List(asked.By).Select(one => one.Id)),
        ["DeploymentFeed.SubscribeAsync"] = new(SubscribeAsync, Changes: false),
        ["HistoryReader.ReadAsync"] = new(HistoryAsync, Changes: false),
        ["HistoryReader.ReadAsync (deleted)"] = new(HistoryAsync, Changes: false),
        ["HistoryReader.FindRevisionAsync"] = new(async asked => await History(asked).FindRevisionAsync(asked.By, asked.Id, 1, Stop), Changes: false),
        ["HistoryReader.ReadAllAsync"] = new(async asked => await History(asked).ReadAllAsync(asked.By, asked.Id, Stop), Changes: false),
        ["HistoryReader.FindDeletedAsync"] = new(async asked => await History(asked).FindDeletedAsync(asked.By, asked.Id, Stop), Changes: false),
        ["HistoryReader.SearchAsync"] = new(async asked => Ids(await History(asked).SearchAsync(asked.By, JournalFilter.All, null, 5000, Stop)), Changes: false),
        ["HistoryReader.SearchAsync (by group)"] = new(
            async asked => Ids(await History(asked).SearchAsync(asked.By, new JournalFilter { Groups = [asked.Group] }, null, 10, Stop)), Changes: false),
        ["HistoryReader.SearchAllAsync"] = new(
            async asked => Ids(await History(asked).SearchAllAsync(asked.By, JournalFilter.All, Stop).ToListAsync(Stop)), Changes: false),
        ["AuditReader.MayRead"] = Ask(asked => asked.Of<AuditReader>().MayRead(asked.By) ? Gets.Sees : Gets.Nothing),
        ["AuditReader.SearchAsync"] = new(
            async asked => Targets(await asked.Of<AuditReader>().SearchAsync(asked.By, new AuditFilter { Groups = [asked.Group] }, null, 10, Stop)), Changes: false),
        ["AuditReader.SearchAllAsync"] = new(
            async asked => Targets(await asked.Of<AuditReader>().SearchAllAsync(asked.By, AuditFilter.All, Stop).ToListAsync(Stop)), Changes: false),
        ["LogFollower.OpenAsync"] = new(FollowAsync, Changes: false),
        ["LogFollower.ListAsync"] = new(async asked => Seen(await asked.Of<LogFollower>().ListAsync(asked.By, new DeploymentKey(asked.Id), Stop)), Changes: false),
        ["LogArchive.ReadPageAsync"] = new(
            async asked => await asked.Of<LogArchive>().ReadPageAsync(asked.By, new DeploymentKey(asked.Id), new LogPageQuery(), Stop), Changes: false),
        ["LogArchive.ReadAllAsync"] = new(async asked => await asked.Of<LogArchive>().ReadAllAsync(asked.By, new DeploymentKey(asked.Id), null, Stop), Changes: false),
        ["UsageReader.ReadAsync"] = new(async asked => Any(await asked.Of<UsageReader>().ReadAsync(asked.By, asked.Id, Stop)), Changes: false),
        ["UsageRecorder.HistoryOf"] = Ask(asked => Any(asked.Of<UsageRecorder>().HistoryOf(asked.By, asked.Id))),
        ["TrafficReader.HistoryOf"] = Ask(asked => asked.Of<TrafficReader>().HistoryOf(asked.By, asked.Id)),
        ["TrafficReader.RequestsPerMinuteOf"] = Ask(asked => Seen(asked.Of<TrafficReader>().RequestsPerMinuteOf(asked.By, asked.Id))),
        ["TrafficReader.CountersOf"] = Ask(asked => asked.Of<TrafficReader>().CountersOf(asked.By, asked.Id)),
        ["TrafficReader.ClientsOf"] = Ask(asked => Seen(asked.Of<TrafficReader>().ClientsOf(asked.By, asked.Id))),
        ["TrafficReader.OverviewOf"] = Ask(asked => asked.Of<TrafficReader>().OverviewOf(asked.By, null, 60, 6).Deployments.Keys),
        ["ImageSuggestions.For"] = new(SuggestedAsync, Changes: true),
        ["FormChoicesReader.ReadAsync"] = new(
            async asked => (await asked.Of<FormChoicesReader>().ReadAsync(asked.By, Stop)).Groups.Select(group => group.Name), Changes: false),
        ["FormChoicesReader.Follow"] = new(FollowChoicesAsync, Changes: false),
        ["SystemReader.ReadAsync"] = new(async asked => Seen(await asked.Of<SystemReader>().ReadAsync(asked.By, Stop)), Changes: false),
    };

    private static HistoryReader History(Asked asked) => asked.Of<HistoryReader>();

    private static async Task<object?> HistoryAsync(Asked asked) => Seen(await History(asked).ReadAsync(asked.By, asked.Id, null, 10, Stop));

    private static async Task<object?> SubscribeAsync(Asked asked)
    {
        using var subscription = await asked.Of<DeploymentFeed>().SubscribeAsync(asked.By, Stop);
        return subscription.TakeSnapshot().Select(one => one.Id);
    }

    private static async Task<object?> FollowAsync(Asked asked)
    {
        using var log = await asked.Of<LogFollower>().OpenAsync(asked.By, new DeploymentKey(asked.Id), null, LogFilter.None, Stop);
        return log;
    }

    /// <summary>The newest deployments suggest their images first, so a new one is among them.</summary>
    private static async Task<object?> SuggestedAsync(Asked asked)
    {
        var feed = asked.Of<DeploymentFeed>();
        await TestKit.Eventually.TrueAsync(() => feed.Find(Viewer.System, AccessPortal.IdOf(asked.Group, Subject.Private)) is not null, "the feed has it");
        return asked.Of<ImageSuggestions>().For(asked.By);
    }

    /// <summary>What whoever follows the choices is told after a change that has nothing to do with groups.</summary>
    private static async Task<object?> FollowChoicesAsync(Asked asked)
    {
        var told = new TaskCompletionSource<FormChoices>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = asked.Of<FormChoicesReader>().Follow(asked.By, choices => told.TrySetResult(choices));
        await asked.Of<ICatalog>().SaveInstanceTypeAsync(AnInstanceType.Named($"followed-{Guid.NewGuid():n}"), Stop);
        return (await told.Task).Groups.Select(group => group.Name);
    }

    private static IEnumerable<string> Targets(IEnumerable<AuditEntry> entries) => entries.Select(entry => entry.Event.Target.Id);

    private static IEnumerable<string> Ids(IEnumerable<JournalEntry> entries) => entries.Select(entry => entry.DeploymentId);

    /// <summary>Something that is there may be empty.</summary>
    private static object? Seen(object? answer) => answer is null ? null : Gets.Sees;

    /// <summary>These answer with an empty list for what is not there.</summary>
    private static object Any<T>(IReadOnlyCollection<T> list) => list.Count > 0 ? Gets.Sees : Gets.Nothing;

    private static Question Ask(Func<Asked, object?> ask) => new(asked => Task.FromResult(ask(asked)), Changes: false);
}
