using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PSCredentials.Contract.Tests.StandIns.F5Xc;

/// <summary>How it makes credentials.</summary>
internal sealed partial class F5XcStandIn
{
    private StandInAnswer CreateOwn(RecordedRequest request, string caller)
    {
        JsonObject body = request.Json!;
        CheckFields(request, body, "name", "namespace", "expiration_days", "spec");
        JsonObject? spec = body["spec"] as JsonObject;
        CheckFields(request, spec, "type", "password", "virtual_k8s_name", "virtual_k8s_namespace");
        string type = spec?["type"]?.GetValue<string>() ?? "API_CERTIFICATE";
        return type is not ("API_CERTIFICATE" or "KUBE_CONFIG" or "API_TOKEN")
            ? F5XcAnswers.Error(400, $"type {type} can not be requested here")
            : Create(body, caller, type, Text(spec, "password"), Text(spec, "virtual_k8s_name"), Text(spec, "virtual_k8s_namespace"), null);
    }

    private StandInAnswer CreateService(RecordedRequest request, string caller)
    {
        JsonObject body = request.Json!;
        CheckFields(
            request, body, "name", "namespace", "expiration_days", "namespace_roles", "user_group_names", "api_token", "api_certificate", "vk8s_kubeconfig", "site_kubeconfig", "type",
            "password", "virtual_k8s_name", "virtual_k8s_namespace");
        string[] choices = [.. new[] { "api_token", "api_certificate", "vk8s_kubeconfig", "site_kubeconfig" }.Where(body.ContainsKey)];
        if (choices.Length > 1)
        {
            return F5XcAnswers.Error(400, $"one of {string.Join(", ", choices)} can be given");
        }

        string? choice = choices.FirstOrDefault();
        JsonObject? details = choice is null ? body : body[choice] as JsonObject;
        if (choice is not null)
        {
            CheckFields(request, details, choice switch { "api_token" => [], "api_certificate" => ["password"], "site_kubeconfig" => ["site"], _ => ["vk8s_cluster_name", "vk8s_namespace"] });
        }

        string? type = choice switch
        {
            "api_token" => "SERVICE_API_TOKEN",
            "api_certificate" => "SERVICE_API_CERTIFICATE",
            "vk8s_kubeconfig" => "SERVICE_KUBE_CONFIG",
            "site_kubeconfig" => "SERVICE_SITE_GLOBAL_KUBE_CONFIG",
            _ => Text(body, "type"),
        };
        if (!Services.Contains(type))
        {
            return F5XcAnswers.Error(400, $"type {type ?? "(none)"} is no service credential's");
        }

        foreach (JsonNode? role in body["namespace_roles"] as JsonArray ?? [])
        {
            CheckFields(request, role as JsonObject, "namespace", "role");
            if (Text(role as JsonObject, "namespace") is null || Text(role as JsonObject, "role") is null)
            {
                return F5XcAnswers.Error(400, "namespace_roles needs namespace and role");
            }
        }

        return Create(
            body, caller, type!, Text(details, "password"), Text(details, "vk8s_cluster_name") ?? Text(details, "virtual_k8s_name"),
            Text(details, "vk8s_namespace") ?? Text(details, "virtual_k8s_namespace"), Text(details, "site"));
    }

    private StandInAnswer Create(JsonObject body, string caller, string type, string? password, string? cluster, string? clusterNamespace, string? site)
    {
        string name = Text(body, "name") ?? string.Empty;
        if (name.Length is < 6 or > 1024)
        {
            return F5XcAnswers.Error(400, "name has to have 6 to 1024 characters");
        }

        if (SuffixesNames)
        {
            name += "-" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 8);
        }
        else if (_records.Exists(record => record.Name == name && !record.IsRevoked))
        {
            return F5XcAnswers.Error(409, $"credential {name} already exists");
        }

        if (type.EndsWith("CERTIFICATE", StringComparison.Ordinal) && string.IsNullOrEmpty(password))
        {
            return F5XcAnswers.Error(400, "password is required for a certificate");
        }

        if (Days(body, 90) is not { } days)
        {
            return F5XcAnswers.Error(400, $"expiration_days has to be 1 to {LongestLifetimeDays}");
        }

        var record = Issue(body, caller, type, name, days, cluster, clusterNamespace, site, password, out string data);
        return Ok(new JsonObject { ["active"] = true, ["data"] = data, ["expiration_timestamp"] = F5XcAnswers.Time(record.Expires), ["name"] = record.Name });
    }

    private F5XcRecord Issue(
        JsonObject body, string caller, string type, string name, int days, string? cluster, string? clusterNamespace, string? site, string? password, out string data)
    {
        // The vendor's moments have whole seconds or fractions of them, as it happens.
        DateTimeOffset now = Now, expires = now.AddDays(days);
        string? token = type.EndsWith("TOKEN", StringComparison.Ordinal) ? F5XcSecrets.NewToken() : null;
        using X509Certificate2? certificate = token is null ? _secrets.NewCertificate(name, now, expires) : null;
        data = token ?? (type.EndsWith("CERTIFICATE", StringComparison.Ordinal)
            ? Convert.ToBase64String(_secrets.Bundle(certificate!, password!, LegacyBundles))
            : Convert.ToBase64String(Encoding.UTF8.GetBytes(_secrets.KubeConfig(certificate!, cluster ?? site ?? "vk8s", clusterNamespace ?? "default"))));
        var record = new F5XcRecord
        {
            Uid = Guid.NewGuid().ToString(), Name = name, Type = type, Email = caller, Created = now, Expires = expires, Token = token, CertificateSerialNumber = certificate?.SerialNumber,
            Cluster = cluster, ClusterNamespace = clusterNamespace, Site = site,
            Groups = [.. (body["user_group_names"] as JsonArray ?? []).Select(group => group!.GetValue<string>())],
            Roles = (body["namespace_roles"] as JsonArray ?? [])
                .GroupBy(role => role!["namespace"]!.GetValue<string>(), role => role!["role"]!.GetValue<string>()).ToDictionary(roles => roles.Key, roles => roles.ToList()),
        };
        _records.Add(record);
        return record;
    }
}
