using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Audit;

namespace ModelDeploy.Portal.Audit;

/// <summary>The audit: where it is kept, and its last entry, which is worth noting down elsewhere.</summary>
internal sealed class AuditPart(AuditTrail trail, IAuditLog log) : ISystemPart
{
    /// <inheritdoc />
    public async Task<SystemPart> DescribeAsync(CancellationToken stop)
    {
        var trouble = trail.Trouble is { } found ? AuditTexts.NotWritten.With(found.Because) : null;
        if (!log.IsReadable)
            return new SystemPart(AuditTexts.Part, trouble, [new(AuditTexts.KeptIn, AuditTexts.KeptInLog)]);
        var last = (await log.SearchAsync(AuditFilter.All, null, 1, stop)).FirstOrDefault();
        return new SystemPart(AuditTexts.Part, trouble,
        [
            new(AuditTexts.KeptIn, AuditTexts.KeptInDatabase),
            new(AuditTexts.Entries, Phrases.Number(last?.Number ?? 0)),
            .. last is null ? Array.Empty<SystemFact>() : [new(AuditTexts.Head, new AuditHead(last.Number, last.Hash).ToString())],
        ]);
    }
}
