// Holds manifests against Kubernetes' own schemas, and against what ties them to each other. Ends with 1 and a line for each fault.
// usage: node kubernetes-check.mjs FOLDER
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createRequire } from 'node:module'
import * as yaml from 'js-yaml'

const require = createRequire(import.meta.url)
const folder = process.argv[2]
const faults = []
const objects = readdirSync(folder).filter(name => name.endsWith('.yaml') && name !== 'kustomization.yaml')
  .flatMap(name => yaml.loadAll(readFileSync(join(folder, name), 'utf8')).map(object => ({ name, object })))

for (const { name, object } of objects) {
  try {
    const { [object.kind]: Kind } = require(`kubernetes-models/${object.apiVersion}`)
    new Kind(object).validate()
  } catch (fault) {
    faults.push(`${name}: ${object.kind} ${object.metadata?.name}: ${fault.message}`)
  }
}

// Every file is applied, and every selector finds pods with the ports it names.
const { resources } = yaml.load(readFileSync(join(folder, 'kustomization.yaml'), 'utf8'))
for (const { name } of objects) if (!resources.includes(name)) faults.push(`${name} is not among the resources of kustomization.yaml`)
const pods = objects.filter(({ object }) => object.kind === 'Deployment').map(({ object }) => object.spec.template)
const found = labels => pods.filter(pod => Object.entries(labels).every(([key, value]) => pod.metadata.labels[key] === value))
for (const { name, object: { kind, metadata, spec } } of objects) {
  const labels = kind === 'Service' ? spec.selector : kind === 'PodDisruptionBudget' ? spec.selector.matchLabels : null
  if (labels && found(labels).length === 0) faults.push(`${name}: ${kind} ${metadata.name} selects no pod`)
  if (kind !== 'Service') continue
  const ports = found(labels).flatMap(pod => pod.spec.containers.flatMap(container => container.ports))
  for (const port of spec.ports) {
    const target = port.targetPort ?? port.port
    if (!ports.some(p => p.name === target || p.containerPort === target)) faults.push(`${name}: Service ${metadata.name} leads to port ${target}, which no pod has`)
  }
}

for (const fault of faults) console.log(fault)
if (faults.length === 0) console.log(`${objects.length} objects, no fault`)
process.exit(faults.length === 0 ? 0 : 1)
