using ModelDeploy.Portal.Api;
using ModelDeploy.Portal.Audit;
using ModelDeploy.Portal.Exports;
using ModelDeploy.Portal.Hubs;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.Setup;

LanguageSetup.WriteDownInEnglish();
try
{
    var builder = PortalBuilder.Create(args);
    var options = builder.ReadOptions();
    if (PortalBuilder.AsksForLink(args))
    {
        await PrintLink.RunAsync(options);
        return 0;
    }
    if (PortalBuilder.AsksToVerifyAudit(args))
        return await VerifyAudit.RunAsync(options, builder.Configuration["audit-file"], builder.Configuration["audit-head"]);
    if (PortalBuilder.BackUpFolder(args) is { } folder)
    {
        await BackUp.RunAsync(options, folder);
        return 0;
    }

    builder.AddTrustedProxies(options);
    builder.AddDataDirectory(options);
    using var loggers = builder.AddPortalLogging(options);
    var opening = StoreSetup.BeginToOpenStore(options, loggers);
    builder.AddPlatform(options);
    builder.AddRuntime(options);
    builder.AddController(options);
    builder.AddDataPath(options);
    builder.AddMetricsPage();
    builder.AddHealth();
    var servesPeople = options.Takes(Role.Portal);
    if (servesPeople)
    {
        builder.AddLogs();
        builder.AddPages();
        builder.AddSignIn(options);
        builder.AddApi();
    }
    await using var store = await builder.UseStoreAsync(opening);
    builder.AddAudit();

    await using var app = builder.Build();
    app.UseDataPathBorder(options);
    app.UseMiddleware<RequestLog>();
    if (servesPeople)
    {
        app.UseLanguages();
        app.UseErrorPages();
    }
    app.UseSecurityHeaders();
    if (servesPeople)
        app.UseSignIn(options);

    app.MapHealth();
    app.MapMetrics();
    app.MapDataPath(options);
    if (servesPeople)
    {
        app.MapApi();
        app.MapSignIn(options);
        app.MapLogs();
        app.MapHistoryExport();
        app.MapAuditExport();
        app.MapAuditEventsExport();
        app.MapPages();
    }

    await app.RunUntilStoppedAsync();
    return 0;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
