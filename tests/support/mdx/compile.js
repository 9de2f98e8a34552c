// Compiles each MDX text of standard input, runs it, and writes the HTML that comes of it; standard
// input and output are lists in JSON. A text that does not compile, or throws, is an object with the
// error.
import {text} from 'node:stream/consumers'
import {evaluate} from '@mdx-js/mdx'
import {createElement, Fragment} from 'react'
import {renderToStaticMarkup} from 'react-dom/server'
import * as runtime from 'react/jsx-runtime'
import remarkGfm from 'remark-gfm'

const texts = JSON.parse(await text(process.stdin))
const components = {Tabs: Fragment, Tab: Fragment}
const answers = []
for (const source of texts) {
  try {
    const module = await evaluate(source, {...runtime, remarkPlugins: [remarkGfm]})
    const exported = Object.keys(module).filter((name) => name !== 'default')
    answers.push({html: renderToStaticMarkup(createElement(module.default, {components})), exported})
  } catch (error) {
    answers.push({error: String(error)})
  }
}
process.stdout.write(JSON.stringify(answers))
